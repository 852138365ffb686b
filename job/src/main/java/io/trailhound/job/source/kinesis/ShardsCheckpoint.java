package io.trailhound.job.source.kinesis;

import io.trailhound.job.source.kinesis.ShardOrder.Known;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * What {@link ShardsEnumerator} has to remember.
 *
 * @param stream its name, without region and account
 * @param start where the shards of the first list are begun
 * @param listed whether there was a list
 * @param shards all that are known, those that have ended too while the service lists them
 */
record ShardsCheckpoint(String stream, Position start, boolean listed, List<Known> shards) {

  /** To bytes and back. */
  static final class Serializer implements SimpleVersionedSerializer<ShardsCheckpoint> {
    private static final int VERSION = 1;
    private static final ShardSplitSerializer SPLITS = new ShardSplitSerializer();

    @Override
    public int getVersion() {
      return VERSION;
    }

    @Override
    public byte[] serialize(ShardsCheckpoint checkpoint) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeUTF(checkpoint.stream());
      checkpoint.start().write(out);
      out.writeBoolean(checkpoint.listed());
      out.writeInt(SPLITS.getVersion());
      out.writeInt(checkpoint.shards().size());
      for (Known shard : checkpoint.shards()) {
        byte[] split = SPLITS.serialize(shard.split());
        out.writeInt(split.length);
        out.write(split);
        out.writeInt(shard.parents().size());
        for (String parent : shard.parents()) {
          out.writeUTF(parent);
        }
        out.writeUTF(shard.stage().name());
      }
      return bytes.toByteArray();
    }

    @Override
    public ShardsCheckpoint deserialize(int version, byte[] bytes) throws IOException {
      ShardSplitSerializer.checkVersion(version, VERSION);
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
      String stream = in.readUTF();
      Position start = Position.read(in);
      boolean listed = in.readBoolean();
      int splits = in.readInt();
      List<Known> shards = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        ShardSplit split = SPLITS.deserialize(splits, in.readNBytes(in.readInt()));
        List<String> parents = new ArrayList<>();
        for (int more = in.readInt(); more > 0; more--) {
          parents.add(in.readUTF());
        }
        shards.add(new Known(split, parents, ShardOrder.Stage.valueOf(in.readUTF())));
      }
      return new ShardsCheckpoint(stream, start, listed, shards);
    }
  }
}
