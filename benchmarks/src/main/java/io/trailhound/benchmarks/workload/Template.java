package io.trailhound.benchmarks.workload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.trailhound.benchmarks.workload.Cloze.Cut;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * A real record, cut where records differ.
 *
 * @param identity who called in it; null where nobody is named
 * @param operation {@code eventName}
 * @param caller what calls in it
 * @param readOnly whether it changes nothing, by what it says itself, else by its name
 */
record Template(Cloze text, Cloze identity, String operation, Caller caller, boolean readOnly) {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Set<String> NO_EVENT = Set.of("AwsVpceEvent");
  private static final String IDENTITY = "/userIdentity";

  /** Whether {@code record} is an event: the real files also have others, which no rule sees. */
  static boolean fits(byte[] record) throws IOException {
    Map<String, String> texts = new HashMap<>();
    new Pass(record, texts).all();
    return texts.containsKey("/eventTime") && !NO_EVENT.contains(texts.get("/eventType"));
  }

  static Template of(byte[] record) throws IOException {
    Map<String, String> texts = new HashMap<>();
    Pass pass = new Pass(record, texts);
    Cloze text = pass.all();
    String operation = texts.getOrDefault("/eventName", "");
    String readOnly = texts.get("/readOnly");
    boolean reads =
        readOnly == null ? operation.matches("(Describe|Get|List).*") : readOnly.equals("true");
    boolean named = pass.identity != null && pass.identity.gaps().contains(Gap.ARN);
    Caller caller = Caller.of(texts.get(IDENTITY + "/type"), named);
    return new Template(text, pass.identity, operation, caller, reads);
  }

  /** One pass over a record. */
  private static final class Pass {
    private final byte[] record;
    private final Map<String, String> texts;
    private final Cut outer;
    private Cut cut;
    private int identityBegins;
    private Cloze identity;

    /**
     * @param texts gets the record's scalars by place
     */
    Pass(byte[] record, Map<String, String> texts) {
      this.record = record;
      this.texts = texts;
      outer = new Cut(record, 0);
      cut = outer;
    }

    Cloze all() throws IOException {
      try (JsonParser parser = JSON.createParser(record)) {
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
          String place = parser.getParsingContext().pathAsPointer().toString();
          if (token.isScalarValue()) {
            scalar(parser, token, place);
          } else if (place.equals(IDENTITY) && token == JsonToken.START_OBJECT) {
            identityBegins = (int) parser.currentTokenLocation().getByteOffset();
            cut = new Cut(record, identityBegins);
          } else if (place.equals(IDENTITY) && token == JsonToken.END_OBJECT) {
            int end = (int) parser.currentLocation().getByteOffset();
            identity = cut.end(end);
            cut = outer;
            cut.gap(Gap.IDENTITY, identityBegins, end);
          }
        }
      }
      return outer.end(record.length);
    }

    private void scalar(JsonParser parser, JsonToken token, String place) throws IOException {
      int begin = (int) parser.currentTokenLocation().getByteOffset();
      texts.put(place, parser.getText());
      Gap gap = token == JsonToken.VALUE_STRING ? Gap.at(place) : null;
      if (gap != null) {
        cut.gap(gap, begin + 1, (int) parser.currentLocation().getByteOffset() - 1);
      }
    }
  }
}
