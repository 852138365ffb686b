package io.trailhound.job.source.files;

import io.trailhound.decode.EpochClock;
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
 * @param listed whether the input was listed; without watching that is done once
 * @param unassigned files that no reader has yet
 * @param nothingBefore what readers were told of the watermark, see {@link NothingBefore}
 * @param readUpTo the latest event time that readers told of
 * @param seen all files that looks found, assigned or not; null when that wasn't recorded
 * @param told what messages of a queue told of; null when none did
 */
record FilesCheckpoint(
    boolean listed,
    List<FileSplit> unassigned,
    long nothingBefore,
    long readUpTo,
    SeenFiles seen,
    ToldFiles told) {

  /** Before anything was done. */
  static FilesCheckpoint beginning() {
    return new FilesCheckpoint(
        false, List.of(), Long.MIN_VALUE, Long.MIN_VALUE, new SeenFiles(), null);
  }

  /**
   * To bytes and back. Version 1 was that of a source that could not watch, version 2 that of one
   * which never read what came late, version 3 that of one which no messages told of files.
   */
  static final class Serializer implements SimpleVersionedSerializer<FilesCheckpoint> {
    private static final int VERSION = 4;

    @Override
    public int getVersion() {
      return VERSION;
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
      out.writeLong(checkpoint.nothingBefore());
      out.writeLong(checkpoint.readUpTo());
      out.writeBoolean(checkpoint.seen() != null);
      if (checkpoint.seen() != null) {
        checkpoint.seen().write(out);
      }
      out.writeBoolean(checkpoint.told() != null);
      if (checkpoint.told() != null) {
        checkpoint.told().write(out);
      }
      return bytes.toByteArray();
    }

    @Override
    public FilesCheckpoint deserialize(int version, byte[] bytes) throws IOException {
      FileSplitSerializer.checkVersion(version, VERSION);
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
      boolean listed = in.readBoolean();
      List<FileSplit> unassigned = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        unassigned.add(FileSplitSerializer.read(in));
      }
      boolean old = version == 1;
      long nothingBefore = old ? Long.MIN_VALUE : in.readLong();
      long readUpTo = old ? Long.MIN_VALUE : in.readLong();
      boolean recorded = old ? !listed : in.readBoolean();
      SeenFiles seen =
          !recorded
              ? null
              : old ? new SeenFiles() : SeenFiles.read(in, EpochClock.system(), version > 2);
      ToldFiles told = version > 3 && in.readBoolean() ? ToldFiles.read(in) : null;
      return new FilesCheckpoint(listed, unassigned, nothingBefore, readUpTo, seen, told);
    }
  }
}
