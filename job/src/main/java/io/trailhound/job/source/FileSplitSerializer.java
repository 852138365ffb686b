package io.trailhound.job.source;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Splits to bytes and back, for checkpoints and on the way to the readers. */
final class FileSplitSerializer implements SimpleVersionedSerializer<FileSplit> {
  static final int VERSION = 1;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(FileSplit split) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    write(split, new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  @Override
  public FileSplit deserialize(int version, byte[] bytes) throws IOException {
    checkVersion(version);
    return read(new DataInputStream(new ByteArrayInputStream(bytes)));
  }

  static void write(FileSplit split, DataOutputStream out) throws IOException {
    byte[] path = split.file().path().getBytes(StandardCharsets.UTF_8);
    out.writeInt(path.length);
    out.write(path);
    out.writeLong(split.file().size());
    out.writeLong(split.start());
    out.writeLong(split.emitted());
  }

  static FileSplit read(DataInputStream in) throws IOException {
    byte[] path = in.readNBytes(in.readInt());
    InputFile file = new InputFile(new String(path, StandardCharsets.UTF_8), in.readLong());
    return new FileSplit(file, in.readLong(), in.readLong());
  }

  static void checkVersion(int version) throws IOException {
    if (version != VERSION) {
      throw new IOException(
          "The savepoint holds version %d of the files source's state; this Trailhound knows %d."
              .formatted(version, VERSION));
    }
  }
}
