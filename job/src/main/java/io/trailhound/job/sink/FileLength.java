package io.trailhound.job.sink;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Locale;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** How long a file was at a checkpoint, in bytes. */
record FileLength(String path, long length) {

  /** To bytes and back. */
  static final class Serializer implements SimpleVersionedSerializer<FileLength> {
    private static final int VERSION = 1;

    @Override
    public int getVersion() {
      return VERSION;
    }

    @Override
    public byte[] serialize(FileLength file) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeUTF(file.path());
      out.writeLong(file.length());
      return bytes.toByteArray();
    }

    @Override
    public FileLength deserialize(int version, byte[] bytes) throws IOException {
      if (version != VERSION) {
        throw new IOException(
            String.format(
                Locale.ROOT,
                "The savepoint holds version %d of the file sink's state; this Trailhound knows %d.",
                version,
                VERSION));
      }
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
      return new FileLength(in.readUTF(), in.readLong());
    }
  }
}
