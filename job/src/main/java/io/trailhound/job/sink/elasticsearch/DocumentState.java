package io.trailhound.job.sink.elasticsearch;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.flink.connector.base.sink.writer.AsyncSinkWriterStateSerializer;

/** Documents that the server hasn't taken yet, to and from the bytes of a checkpoint. */
final class DocumentState extends AsyncSinkWriterStateSerializer<IndexedDocument> {
  private static final int VERSION = 1;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  protected void serializeRequestToStream(IndexedDocument document, DataOutputStream out)
      throws IOException {
    out.writeUTF(document.index());
    out.writeUTF(document.id());
    out.writeLong(document.version());
    out.writeInt(document.json().length);
    out.write(document.json());
  }

  @Override
  protected IndexedDocument deserializeRequestFromStream(long size, DataInputStream in)
      throws IOException {
    String index = in.readUTF();
    String id = in.readUTF();
    long version = in.readLong();
    return new IndexedDocument(index, id, version, in.readNBytes(in.readInt()));
  }
}
