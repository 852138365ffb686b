package io.trailhound.fuzz;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.trailhound.alert.EcsAlert;
import io.trailhound.decode.CloudTrailDecoder;
import io.trailhound.decode.DecodedReader;
import io.trailhound.decode.Reasons;
import io.trailhound.decode.TestDecoder;
import io.trailhound.detect.AlertOfOne;
import io.trailhound.enrich.EnrichNetwork;
import io.trailhound.enrich.LookupFiles;
import io.trailhound.match.RuleMatcher;
import io.trailhound.model.Alert;
import io.trailhound.model.Caps;
import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.DeadLetter;
import io.trailhound.model.Decoded;
import io.trailhound.model.Signal;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.sigma.RuleFiles;
import io.trailhound.rules.sigma.RuleLoader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/**
 * An input in, and through everything that works on a single one: decoding, the network, all rules
 * that ship and those of testdata/fuzz, the signals' alerts and their documents. Whatever isn't
 * right on the way is an {@link AssertionError}.
 */
@SuppressWarnings("try") // Flink's harness may throw anything on close
final class Onward implements AutoCloseable {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String ASN = "../testdata/vectors/asn.mmdb";

  private final CloudTrailDecoder decoder;
  private final RuleMatcher matcher;
  private final EcsAlert documents;
  private final OneInputStreamOperatorTestHarness<Decoded, CloudTrailEvent> network;

  /** So far. */
  long outputs;

  long events;
  long signals;
  long alerts;

  /** Letters that say there was nothing. */
  long blanks;

  Onward() throws Exception {
    RuleBook book =
        RuleLoader.load(
            RuleFiles.folder(Path.of("../job/src/main/resources/rules"))
                .plus(RuleFiles.folder(Path.of("../testdata/fuzz/rules"))));
    decoder = TestDecoder.decoder(book.extraFields());
    matcher = new RuleMatcher(book);
    documents = new EcsAlert(book.rules(), "0");
    network = new OneInputStreamOperatorTestHarness<>(enrichment().getOperator());
    network.open();
  }

  @SuppressWarnings("unchecked")
  private static OneInputTransformation<Decoded, CloudTrailEvent> enrichment() {
    var none =
        StreamExecutionEnvironment.getExecutionEnvironment()
            .fromData(List.of(), Types.POJO(Decoded.class));
    return (OneInputTransformation<Decoded, CloudTrailEvent>)
        EnrichNetwork.attach(none, LookupFiles.ofAsn(Optional.of(ASN)), false).getTransformation();
  }

  void message(byte[] message) {
    decoder.decode(message, "m-", 0, this::output);
  }

  void file(InputStream file) throws IOException {
    try (DecodedReader reader = decoder.open(file, "f:")) {
      for (Decoded next = reader.next(); next != null; next = reader.next()) {
        output(next);
      }
    }
  }

  private void output(Decoded decoded) {
    outputs++;
    require((decoded.event() == null) != (decoded.deadLetter() == null), "one of the two");
    if (decoded.deadLetter() != null) {
      letter(decoded.deadLetter());
      return;
    }
    events++;
    require(decoded.event().eventId != null, "an event has an id");
    enrich(decoded);
    matcher.match(decoded.event(), this::signal);
  }

  private void letter(DeadLetter letter) {
    blanks += letter.reason().equals(Reasons.NO_RECORDS) ? 1 : 0;
    require(Reasons.ALL.contains(letter.reason()), "a known reason: " + letter.reason());
    require(!letter.reason().equals(Reasons.DECODER_FAILED), letter.detail());
    require(letter.detail() != null && !letter.detail().isBlank(), letter.reason() + " says why");
    require(letter.source() != null && letter.raw() != null, "place and bytes");
  }

  /** The operator writes into the event it's given. */
  private void enrich(Decoded decoded) {
    try {
      network.processElement(decoded, 0);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    network.getOutput().clear();
  }

  /** An alert costs more than all before it: every third signal becomes one, so all rules' do. */
  private void signal(Rule rule, Signal signal) {
    Alert alert = signals++ % 3 == 0 ? AlertOfOne.of(rule, signal) : null;
    if (alert != null) {
      alerts++;
      document(documents.toJson(alert));
    }
  }

  private static void document(String document) {
    require(Caps.utf8Length(document) <= Caps.DOCUMENT, "no document is too large");
    require(document.indexOf('\n') < 0, "a document is a line");
    require(StandardCharsets.UTF_8.newEncoder().canEncode(document), "of whole characters");
    try (JsonParser json = JSON.createParser(document)) {
      require(json.nextToken() == JsonToken.START_OBJECT, "a document is an object");
      json.skipChildren();
      require(json.nextToken() == null, "a document is one object");
    } catch (IOException e) {
      throw new AssertionError("a document is JSON", e);
    }
  }

  private static void require(boolean right, String what) {
    if (!right) {
      throw new AssertionError(what);
    }
  }

  @Override
  public void close() throws Exception {
    network.close();
  }
}
