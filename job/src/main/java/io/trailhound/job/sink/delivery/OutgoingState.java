package io.trailhound.job.sink.delivery;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.flink.connector.base.sink.writer.AsyncSinkWriterStateSerializer;

/** Messages that the receiver hasn't taken yet, to and from the bytes of a checkpoint. */
final class OutgoingState extends AsyncSinkWriterStateSerializer<Outgoing> {
  private static final int VERSION = 1;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  protected void serializeRequestToStream(Outgoing message, DataOutputStream out)
      throws IOException {
    out.writeUTF(message.id());
    out.writeUTF(message.phase());
    out.writeInt(message.json().length);
    out.write(message.json());
  }

  @Override
  protected Outgoing deserializeRequestFromStream(long size, DataInputStream in)
      throws IOException {
    String id = in.readUTF();
    String phase = in.readUTF();
    return new Outgoing(id, phase, in.readNBytes(in.readInt()));
  }
}
