package io.trailhound.decode;

import static io.trailhound.decode.TestDecoder.RECORD;
import static io.trailhound.decode.TestDecoder.TESTDATA;
import static io.trailhound.decode.TestDecoder.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.decode.scan.SharedTexts;
import io.trailhound.model.ExtraFields;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What CloudTrail writes is read quickly, and whatever is read is what the careful reader reads.
 */
class QuickReaderTest {
  private static final ExtraFields EXTRAS =
      new ExtraFields(
          List.of(
              "requestParameters",
              "requestParameters.roleName",
              "requestParameters.items.name",
              "userAgent",
              "readOnly",
              "resources.ARN",
              "eventVersion"),
          Set.of(6),
          false,
          Map.of(1, new ExtraFields.Actions(Set.of("createrole"), Set.of())));

  private final BothReaders both = new BothReaders(EXTRAS);

  /** All but those with a text that holds an object. */
  @ParameterizedTest
  @ValueSource(strings = {"stratus", "panther-a", "otrf", "trailscraper"})
  void realRecordsAreReadQuickly(String name) {
    for (String line : lines(name)) {
      byte[] record = bytes(line);
      int whole = line.contains("\"requestParameters\":\"{") ? -1 : record.length;
      assertThat(reader().read(record, 0, record.length)).as(line).isEqualTo(whole);
    }
  }

  @Test
  void allFilesGiveTheSame() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(TESTDATA)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      both.file(Files.readAllBytes(file));
    }
    assertThat(both.outputs).isGreaterThan(5_000);
  }

  static Stream<String> records() {
    return Stream.of(
            "{\"roleName\":\"r\"}",
            "{\"items\":[{\"name\":\"a\"},{\"name\":[\"b\",{\"c\":1}]},7]}",
            "{ \"roleName\" : \"r\" , \"x\" : [ 1 , {} , [ ] ] }",
            "{\"roleName\":\"\\u0041\\n\\\"\\\\\\/\"}",
            "{\"roleName\":\"\\ud83d\\ude00\"}",
            "{\"roleName\":\"\\ud83d\"}",
            "{\"roleName\":\"grün 😀 \"}",
            "{\"role\\u004eame\":\"r\"}",
            "{\"r\":\"\\x\"}",
            "{\"r\":\"\\u00zz\"}",
            "{\"r\":\"a\tb\"}",
            "{\"roleName\":\"1\",\"roleName\":\"2\"}",
            "{\"roleName\":1}",
            "{\"roleName\":-0.5e+7}",
            "{\"roleName\":01}",
            "{\"roleName\":1.}",
            "{\"roleName\":-}",
            "{\"roleName\":1e}",
            "{\"roleName\":truex}",
            "{\"roleName\":nul}",
            "{\"roleName\":NaN}",
            "{\"roleName\":'r'}",
            "{\"roleName\":\"r\",}",
            "{\"items\":[1,]}",
            "{\"x\":[1}]",
            "{\"x\" \"y\"}",
            "{\"x\":1 2}",
            "{\n\"x\":\n1\n}",
            "{\r\n\"x\":1}",
            "{,}",
            "[]",
            "\"text\"",
            "null",
            "{\"a\":".repeat(39) + "1" + "}".repeat(39),
            "{\"a\":".repeat(98) + "1" + "}".repeat(98),
            "[".repeat(110) + "]".repeat(110))
        .map(parameters -> RECORD.replace("{\"maxItems\":5}", parameters));
  }

  @ParameterizedTest
  @MethodSource("records")
  void oddParametersAreReadTheSame(String record) {
    same(record);
    same(record.replace("ListUsers", "CreateRole"));
    same(record.substring(0, record.length() - 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"userAgent\":[\"a\",\"b\"]",
        "\"userAgent\":{\"a\":1}",
        "\"userAgent\":\"gr\\u00fcn\"",
        "\"userAgent\":\"a\",\"userAgent\":\"b\"",
        "\"userAgent\":null,\"userAgent\":\"b\"",
        "\"userAgent\":7,\"readOnly\":true",
        "\"requestparameters\":\"{\\\"roleName\\\":\\\"r\\\"}\"",
        "\"requestParameters.roleName\":\"dotted\"",
        "\"resources\":[{\"ARN\":\"a\"},{\"ARN\":\"b\"}]",
        "\"eventVersion\":null",
        "\"Records\":[{}]",
        "\"detail\":{\"eventName\":\"x\"}",
        "\"s3\":\"x\"",
      })
  void oddFieldsAreReadTheSame(String fields) {
    same(RECORD.replace("\"userAgent\":\"aws-cli/2.13.5\"", fields));
  }

  /** In each place a byte that JSON gives a meaning, or that no text may have. */
  @Test
  void anyByteAnywhereIsReadTheSame() {
    byte[] others = {'"', '\\', '{', '}', '[', ']', ',', ':', ' ', '\n', '0', 'u', 0, 31, -61, -1};
    byte[] record = bytes(RECORD);
    for (int i = 0; i < record.length; i++) {
      byte was = record[i];
      for (byte other : others) {
        record[i] = other;
        both.message(record);
      }
      record[i] = was;
    }
    assertThat(both.outputs).isGreaterThan(record.length);
  }

  @Test
  void envelopesAreReadTheSame() {
    for (Envelope envelope : Envelope.OF_RECORDS) {
      both.file(bytes(envelope.around(lines("trailscraper"))));
    }
    assertThat(both.outputs).isGreaterThan(5L * Envelope.OF_RECORDS.size() - 1);
  }

  /** What rules read of an identity, as a text and as something that is there or isn't. */
  private static final ExtraFields OF_IDENTITIES =
      new ExtraFields(
          List.of(
              "userIdentity.type",
              "userIdentity.sessionContext.attributes.mfaAuthenticated",
              "userIdentity.webIdFederationData"),
          Set.of(2),
          false,
          Map.of());

  static Stream<String> identities() {
    String user = RECORD.substring(RECORD.indexOf("{\"type\""), RECORD.indexOf(",\"eventTime\""));
    String role =
        user.replace("IAMUser", "AssumedRole")
            .replace(
                "\"userName\":\"eve\"",
                "\"sessionContext\":{\"sessionIssuer\":{\"userName\":\"r\"},\"attributes\":"
                    + "{\"creationDate\":\"2026-09-01T09:00:00Z\",\"mfaAuthenticated\":\"false\"}}");
    return Stream.of(
        user,
        role,
        role.replace("\"false\"", "null"),
        role.replace("\"false\"", "[\"a\",\"b\"]"),
        role.replace("\"false\"", "\"gr\\u00fcn\""),
        role.replace("}}", "},\"webIdFederationData\":{}}"),
        user.replace("}", ",\"webIdFederationData\":null}"),
        user.replace("}", ",\"userName\":\"twice\"}"),
        user.replace("}", ",\"userName\":{\"an\":\"object\"}}"),
        user.replace(",", ",\n"),
        user.replace("eve\"}", "e".repeat(2_000) + "\"}"),
        "{\"type\":\"AWSService\",\"invokedBy\":\"a\"}");
  }

  /** The first, the one that's kept, and those that are known; also where another came before. */
  @ParameterizedTest
  @MethodSource("identities")
  void anIdentityThatWasMetIsReadTheSame(String identity) {
    BothReaders readers = new BothReaders(OF_IDENTITIES);
    String user = identities().findFirst().orElseThrow();
    String record = RECORD.replace(user, identity);
    String other = RECORD.replace(user, "{\"userName\":\"first\"},\"userIdentity\":" + identity);
    for (int i = 0; i < 3; i++) {
      readers.message(bytes(record));
      readers.message(bytes(other));
      readers.file(bytes("{\"Records\":[" + record + "," + other + "]}"));
      readers.message(bytes(record.substring(0, record.indexOf(identity) + identity.length())));
      readers.message(bytes(record.replaceFirst("\"}(,\"eventTime)", "2\"}$1")));
    }
    assertThat(readers.outputs).isGreaterThanOrEqualTo(3L * 6);
  }

  @Test
  void anIdentityIsKnownWhenItWasMetTwice() {
    Context context = Context.of(OF_IDENTITIES, DecodeLimits.DEFAULT, () -> TestDecoder.NOW);
    RecordValues found = new RecordValues(OF_IDENTITIES, new Unread(context.unread()));
    KnownObjects objects = new KnownObjects();
    QuickReader reader = new QuickReader(context.paths(), found, new SharedTexts(), objects, 100);
    byte[] record = bytes(RECORD);
    PathNode identity = context.paths().find("userIdentity");
    int from = RECORD.indexOf("{\"type\"");
    for (int times = 1; times <= 2; times++) {
      assertThat(objects.find(identity, 2, record, from, record.length)).isNull();
      assertThat(reader.read(record, 0, record.length)).isEqualTo(record.length);
    }
    assertThat(objects.find(identity, 2, record, from, record.length).taken()).hasSize(6);
    assertThat(objects.find(identity, 2, record, from, from + 140)).isNull();
  }

  private void same(String record) {
    both.message(bytes(record));
    both.file(bytes(record + "\n" + RECORD));
    assertThat(both.outputs).isPositive();
  }

  private static List<String> lines(String name) {
    byte[] file = TestDecoder.testdata("cloudtrail/" + name + ".ndjson");
    return new String(file, StandardCharsets.UTF_8).lines().toList();
  }

  private static QuickReader reader() {
    Context context = Context.of(EXTRAS, DecodeLimits.DEFAULT, () -> TestDecoder.NOW);
    RecordValues found = new RecordValues(EXTRAS, new Unread(context.unread()));
    return new QuickReader(context.paths(), found, new SharedTexts(), new KnownObjects(), 100);
  }
}
