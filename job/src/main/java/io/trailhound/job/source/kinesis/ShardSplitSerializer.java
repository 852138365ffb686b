package io.trailhound.job.source.kinesis;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Locale;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Splits to bytes and back, for checkpoints and on the way to the readers. */
final class ShardSplitSerializer implements SimpleVersionedSerializer<ShardSplit> {
  private static final int VERSION = 1;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(ShardSplit split) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeUTF(split.shard());
    split.position().write(out);
    out.writeLong(split.upTo());
    out.writeBoolean(split.ended());
    return bytes.toByteArray();
  }

  @Override
  public ShardSplit deserialize(int version, byte[] bytes) throws IOException {
    checkVersion(version, VERSION);
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    return new ShardSplit(in.readUTF(), Position.read(in), in.readLong(), in.readBoolean());
  }

  static void checkVersion(int version, int newest) throws IOException {
    if (version < 1 || version > newest) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "The savepoint holds version %d of the Kinesis source's state; this Trailhound knows up to %d.",
              version,
              newest));
    }
  }
}
