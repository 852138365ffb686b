package io.trailhound.decode;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.ObjectCodec;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.json.UTF8StreamJsonParser;
import com.fasterxml.jackson.core.sym.ByteQuadsCanonicalizer;
import java.io.IOException;

/**
 * One record's bytes in, its tokens out. The names that it meets are known to the parsers after it,
 * unless one of them is long: those are an attacker's, and thousands would be kept.
 */
final class RecordParser extends UTF8StreamJsonParser {
  /** Names up to this length are remembered, here and in {@link PathNode}. */
  static final int LONGEST_KEPT = 256;

  private boolean keepsNames = true;

  RecordParser(
      IOContext context,
      int features,
      ObjectCodec codec,
      ByteQuadsCanonicalizer names,
      byte[] bytes,
      int start,
      int end) {
    super(context, features, null, codec, names, bytes, start, end, 0, false);
  }

  @Override
  public String nextFieldName() throws IOException {
    String name = super.nextFieldName();
    if (name != null) {
      met(name);
    }
    return name;
  }

  @Override
  public JsonToken nextToken() throws IOException {
    JsonToken token = super.nextToken();
    if (token == JsonToken.FIELD_NAME) {
      met(_parsingContext.getCurrentName());
    }
    return token;
  }

  private void met(String name) {
    keepsNames &= name.length() <= LONGEST_KEPT;
  }

  @Override
  protected void _releaseBuffers() throws IOException {
    if (keepsNames) {
      super._releaseBuffers();
    } else {
      // All that the other does, but for handing on the names.
      _textBuffer.releaseBuffers();
    }
  }
}
