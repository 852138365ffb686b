package io.trailhound.decode;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.json.UTF8StreamJsonParser;
import com.fasterxml.jackson.core.sym.ByteQuadsCanonicalizer;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes in, a parser of UTF-8 out. Jackson's own factory guesses from the first bytes whether they
 * are UTF-16 or UTF-32, and then tells positions in characters where bytes are meant.
 */
final class Utf8Json extends JsonFactory {
  private static final long serialVersionUID = 1L;

  /** How much is read with one table of names. */
  private static final long BYTES_PER_TABLE = 32 << 20;

  /**
   * Names by their bytes. Jackson's own table holds some thousand names of any length for ever;
   * this one begins anew, so that it never holds more than was read with it.
   */
  private transient volatile ByteQuadsCanonicalizer names = ByteQuadsCanonicalizer.createRoot();

  private final AtomicLong read = new AtomicLong();

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
    return new Utf8Json(builder);
  }

  /** How many names it holds. */
  int held() {
    return names.size();
  }

  private ByteQuadsCanonicalizer names(int length) {
    if (read.addAndGet(length) > BYTES_PER_TABLE) {
      read.set(0);
      names = ByteQuadsCanonicalizer.createRoot();
    }
    return names;
  }

  @Override
  protected JsonParser _createParser(byte[] data, int offset, int length, IOContext context) {
    context.setEncoding(JsonEncoding.UTF8);
    return new UTF8StreamJsonParser(
        context,
        _parserFeatures,
        null,
        _objectCodec,
        names(length).makeChildOrPlaceholder(_factoryFeatures),
        data,
        offset,
        offset + length,
        0,
        false);
  }
}
