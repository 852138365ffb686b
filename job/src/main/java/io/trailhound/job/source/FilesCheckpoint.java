package io.trailhound.job.source;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * What {@link FilesEnumerator} has to remember.
 *
 * @param listed whether the input was listed; it's listed once, files that come later are not read
 * @param unassigned files that no reader has yet
 */
record FilesCheckpoint(boolean listed, List<FileSplit> unassigned) {

  /** To bytes and back. */
  static final class Serializer implements SimpleVersionedSerializer<FilesCheckpoint> {
    @Override
    public int getVersion() {
      return FileSplitSerializer.VERSION;
    }

    @Override
    public byte[] serialize(FilesCheckpoint checkpoint) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeBoolean(checkpoint.listed());
      out.writeInt(checkpoint.unassigned().size());
      for (FileSplit split : checkpoint.unassigned()) {
        FileSplitSerializer.write(split, out);
      }
      return bytes.toByteArray();
    }

    @Override
    public FilesCheckpoint deserialize(int version, byte[] bytes) throws IOException {
      FileSplitSerializer.checkVersion(version);
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
      boolean listed = in.readBoolean();
      List<FileSplit> unassigned = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        unassigned.add(FileSplitSerializer.read(in));
      }
      return new FilesCheckpoint(listed, unassigned);
    }
  }
}
