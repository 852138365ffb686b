package io.trailhound.decode;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.IOContext;

/**
 * Bytes in, a parser of UTF-8 out. Jackson's own factory guesses from the first bytes whether they
 * are UTF-16 or UTF-32, and then tells positions in characters where bytes are meant.
 */
final class Utf8Json extends JsonFactory {
  private static final long serialVersionUID = 1L;

  private Utf8Json(JsonFactoryBuilder builder) {
    super(builder);
  }

  /**
   * How deep a document may be is the only limit: how long its names, numbers and texts are is what
   * {@link DecodeLimits#maxRecordBytes} limits.
   */
  static Utf8Json nestedUpTo(int levels) {
    JsonFactoryBuilder builder = new JsonFactoryBuilder();
    builder.streamReadConstraints(
        StreamReadConstraints.builder()
            .maxNestingDepth(levels)
            .maxNameLength(Integer.MAX_VALUE)
            .maxNumberLength(Integer.MAX_VALUE)
            .maxStringLength(Integer.MAX_VALUE)
            .build());
    // Keys of requestParameters are anybody's: interning them would fill the JVM's table.
    builder.disable(JsonFactory.Feature.INTERN_FIELD_NAMES);
    // RecordParser looks after them, and what it refuses is read all the same.
    builder.disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW);
    return new Utf8Json(builder);
  }

  @Override
  protected JsonParser _createParser(byte[] data, int offset, int length, IOContext context) {
    return parser(data, offset, length, context, true);
  }

  /** A parser whose names are nothing to the parsers after it. */
  JsonParser forgetful(byte[] data) {
    IOContext context = _createContext(_createContentReference(data, 0, data.length), true);
    return parser(data, 0, data.length, context, false);
  }

  private JsonParser parser(
      byte[] data, int offset, int length, IOContext context, boolean learns) {
    context.setEncoding(JsonEncoding.UTF8);
    return new RecordParser(
        context,
        _parserFeatures,
        _objectCodec,
        _byteSymbolCanonicalizer.makeChildOrPlaceholder(_factoryFeatures),
        data,
        offset,
        offset + length,
        learns);
  }
}
