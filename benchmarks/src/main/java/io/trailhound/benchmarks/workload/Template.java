package io.trailhound.benchmarks.workload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A real record, cut where records differ: {@code pieces} with {@code gaps} between them, one
 * fewer.
 *
 * @param operation {@code eventName}
 * @param caller what calls in it
 * @param readOnly whether it changes nothing, by what it says itself, else by its name
 */
record Template(
    List<byte[]> pieces, List<Gap> gaps, String operation, Caller caller, boolean readOnly) {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Set<String> NO_EVENT = Set.of("AwsVpceEvent");

  /** Whether {@code record} is an event: the real files also have others, which no rule sees. */
  static boolean fits(byte[] record) throws IOException {
    Map<String, String> texts = new HashMap<>();
    new Cut(record, texts).all();
    return texts.containsKey("/eventTime") && !NO_EVENT.contains(texts.get("/eventType"));
  }

  static Template of(byte[] record) throws IOException {
    Map<String, String> texts = new HashMap<>();
    Cut cut = new Cut(record, texts);
    cut.all();
    String operation = texts.getOrDefault("/eventName", "");
    String readOnly = texts.get("/readOnly");
    boolean reads =
        readOnly == null ? operation.matches("(Describe|Get|List).*") : readOnly.equals("true");
    boolean named = cut.gaps.contains(Gap.ARN);
    Caller caller = Caller.of(texts.get("/userIdentity/type"), named);
    return new Template(cut.pieces, cut.gaps, operation, caller, reads);
  }

  /** One pass over a record. */
  private static final class Cut {
    private final byte[] record;
    private final Map<String, String> texts;
    private final List<byte[]> pieces = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private int from;

    /**
     * @param texts gets the record's scalars by place
     */
    Cut(byte[] record, Map<String, String> texts) {
      this.record = record;
      this.texts = texts;
    }

    void all() throws IOException {
      try (JsonParser parser = JSON.createParser(record)) {
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
          if (token.isScalarValue()) {
            scalar(parser, token);
          }
        }
      }
      pieces.add(Arrays.copyOfRange(record, from, record.length));
    }

    private void scalar(JsonParser parser, JsonToken token) throws IOException {
      String place = parser.getParsingContext().pathAsPointer().toString();
      int begin = (int) parser.currentTokenLocation().getByteOffset();
      texts.put(place, parser.getText());
      Gap gap = token == JsonToken.VALUE_STRING ? Gap.at(place) : null;
      if (gap != null) {
        pieces.add(Arrays.copyOfRange(record, from, begin + 1));
        gaps.add(gap);
        from = (int) parser.currentLocation().getByteOffset() - 1;
      }
    }
  }
}
