package io.trailhound.job.source.files;

import io.trailhound.job.source.listing.InputFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
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
    checkVersion(version, VERSION);
    return read(new DataInputStream(new ByteArrayInputStream(bytes)));
  }

  static void write(FileSplit split, DataOutputStream out) throws IOException {
    writeText(split.file().path(), out);
    out.writeLong(split.file().size());
    out.writeLong(split.start());
    out.writeLong(split.emitted());
  }

  static FileSplit read(DataInputStream in) throws IOException {
    InputFile file = new InputFile(readText(in), in.readLong());
    return new FileSplit(file, in.readLong(), in.readLong());
  }

  static void writeText(String text, DataOutputStream out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static String readText(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }

  static void checkVersion(int version, int newest) throws IOException {
    if (version < 1 || version > newest) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "The savepoint holds version %d of the files source's state; this Trailhound knows up to %d.",
              version,
              newest));
    }
  }
}
