package io.trailhound.decode;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.ObjectCodec;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.json.UTF8StreamJsonParser;
import com.fasterxml.jackson.core.sym.ByteQuadsCanonicalizer;
import java.io.IOException;

/**
 * One record's bytes in, its tokens out. The names that it meets are known to the parsers after it,
 * unless they're an attacker's: long ones, of which thousands would be kept, and such as the table
 * of names has no places for.
 */
final class RecordParser extends UTF8StreamJsonParser {
  /** Names up to this length are remembered, here and in {@link PathNode}. */
  static final int LONGEST_KEPT = 256;

  /**
   * Names without a place of their own that a table may have when the next parser is given it.
   * Names that nobody chose for it have hardly any.
   */
  private static final int MOST_KEPT = 16;

  /** How many of them are searched one by one, for each name that isn't among them. */
  private static final int MOST_SEARCHED = 64;

  private final boolean learns;
  private boolean keepsNames;

  /** There are too many names to which the table of names gives the same place. */
  static final class CollidingNames extends IOException {
    private static final long serialVersionUID = 1L;

    CollidingNames() {
      super("names collide");
    }
  }

  /**
   * @param learns whether the names may be known later, and must not collide
   */
  RecordParser(
      IOContext context,
      int features,
      ObjectCodec codec,
      ByteQuadsCanonicalizer names,
      byte[] bytes,
      int start,
      int end,
      boolean learns) {
    super(context, features, null, codec, names, bytes, start, end, 0, false);
    this.learns = learns;
    keepsNames = learns;
  }

  @Override
  public String nextFieldName() throws IOException {
    String name = super.nextFieldName();
    if (name != null && _symbols.maybeDirty()) {
      met(name);
    }
    return name;
  }

  @Override
  public JsonToken nextToken() throws IOException {
    JsonToken token = super.nextToken();
    if (token == JsonToken.FIELD_NAME && _symbols.maybeDirty()) {
      met(_parsingContext.getCurrentName());
    }
    return token;
  }

  /** Of whole characters: what escapes spell may have {@link Halves}. */
  @Override
  public String getText() throws IOException {
    String text = super.getText();
    return currentToken() == JsonToken.VALUE_STRING ? Halves.replaced(text) : text;
  }

  /** Only where the record has a new name: most have none, and cost nothing then. */
  private void met(String name) throws CollidingNames {
    int placeless = _symbols.spilloverCount();
    keepsNames &= name.length() <= LONGEST_KEPT && placeless <= MOST_KEPT;
    if (learns && placeless > MOST_SEARCHED) {
      throw new CollidingNames();
    }
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
