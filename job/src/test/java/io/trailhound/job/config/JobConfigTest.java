package io.trailhound.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobConfigTest {
  @TempDir Path folder;

  @Test
  void inputAloneIsEnough() {
    JobConfig config = config("--input", "logs");

    assertThat(config.files().input()).containsExactly("logs");
    assertThat(config.toStandardOutput()).isTrue();
    assertThat(config.lateness()).isEqualTo(Duration.ofMinutes(15));
    assertThat(config.finalsOnly()).isFalse();
    assertThat(config.asnDb()).isEmpty();
  }

  @Test
  void argumentsAreGivenWithOrWithoutEquals() {
    JobConfig config = config("--input", "a", "b*.gz", "--lateness=90s", "--alerts", "out");

    assertThat(config.files().input()).containsExactly("a", "b*.gz");
    assertThat(config.lateness()).isEqualTo(Duration.ofSeconds(90));
    assertThat(config.alerts()).isEqualTo("out");
  }

  @Test
  void aFileSetsTheSameKeysAndArgumentsWin() throws IOException {
    String file = file("# mine", "input = a", "input = b", "lateness=1h", "", "emit = final");

    JobConfig config = config("--config", file, "--lateness", "2h");

    assertThat(config.files().input()).containsExactly("a", "b");
    assertThat(config.lateness()).isEqualTo(Duration.ofHours(2));
    assertThat(config.finalsOnly()).isTrue();
  }

  @Test
  void aWrongValueNamesKeyValueArgumentAndRemedy() {
    assertMistake("--input", "a", "--lateness", "15x")
        .isEqualTo(
            "lateness: '15x' is not a duration (given as --lateness). Right would be: a number and"
                + " a unit (ms, s, m, h, d), from 0s to 7d.");
  }

  @Test
  void aWrongValueInAFileNamesItsLine() throws IOException {
    String file = file("input = a", "parallelism = 0");

    assertMistake("--config", file)
        .isEqualTo(
            "parallelism: '0' is out of range (given as %s:2). Right would be: a whole number from 1 to 1024."
                .formatted(file));
  }

  @Test
  void anUnknownArgumentBringsTheNearestKey() {
    assertMistake("--input", "a", "--latenes", "1m").endsWith("Did you mean '--lateness'?");
  }

  @Test
  void anUnknownKeyInAFileBringsTheNearestKey() throws IOException {
    String file = file("asndb = x");

    assertMistake("--config", file)
        .isEqualTo(
            "there is no key 'asndb' (given as %s:1). Did you mean 'asn-db'?".formatted(file));
  }

  @Test
  void aKeyTwiceInAFileIsRefused() throws IOException {
    String file = file("emit = final", "emit = early");

    assertMistake("--config", file)
        .isEqualTo(
            "%1$s:2: emit was set already at %1$s:1. Right would be: one of the two."
                .formatted(file));
  }

  @Test
  void anArgumentTwiceIsRefused() {
    assertMistake("--input", "a", "--emit", "early", "--emit", "final")
        .isEqualTo("--emit is given twice. Right would be: once.");
  }

  @Test
  void aMinusIsStandardOutput() {
    assertThat(config("--input", "a", "--alerts", "-").toStandardOutput()).isTrue();
  }

  @Test
  void aMissingValueIsRefused() {
    assertMistake("--input", "a", "--alerts")
        .isEqualTo("--alerts needs a value. Right would be: --alerts FILE.");
  }

  @Test
  void aLineThatIsNoSettingIsRefused() throws IOException {
    String file = file("lateness 15m");

    assertMistake("--config", file)
        .isEqualTo(file + ":1: 'lateness 15m' is not a setting. Right would be: key = value.");
  }

  @Test
  void aMissingFileIsRefused() {
    assertMistake("--config", "/no/such.properties")
        .contains("'/no/such.properties' cannot be read");
  }

  @Test
  void transportsOfLaterVersionsAreRefused() {
    assertMistake("--source", "kinesys")
        .isEqualTo(
            "source: 'kinesys' is not known to this version (given as --source). Right would be: one of files, kafka, kinesis.");
    assertMistake("--input", "a", "--sink", "kinesis").contains("one of files, kafka");
  }

  @Test
  void sinkAndAlertsMustAgree() {
    assertMistake("--input", "a", "--sink", "files").endsWith("Right would be: --alerts FILE.");
    assertMistake("--input", "a", "--sink", "console", "--alerts", "f").contains("one of the two");
  }

  @Test
  void twoOutputsDoNotShareAFile() {
    assertMistake("--input", "a", "--alerts", "x", "--late", "x")
        .isEqualTo("alerts and late name the same file, 'x'. Right would be: one for each.");
  }

  @Test
  void twoOutputsAreOneHoweverTheyAreSpelt() throws IOException {
    String file = folder.resolve("x").toString();
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("x"));
    for (String same :
        List.of(folder + "/./x", folder + "/y/../x", "file:" + file, link.toString())) {
      assertMistake("--input", "a", "--alerts", file, "--late", same)
          .isEqualTo(
              "alerts and late name the same file, '%s'. Right would be: one for each."
                  .formatted(same));
    }
    Files.createFile(Path.of(file));
    Files.createLink(folder.resolve("hard"), Path.of(file));
    for (String same : List.of(folder + "/./x", folder + "/hard", link.toString())) {
      assertMistake("--input", "a", "--dead-letters", file, "--incidents", same)
          .startsWith("incidents and dead-letters name the same file, ");
    }
    config("--input", "a", "--alerts", file, "--late", folder + "/z");
    config("--input", "a", "--late", "/dev/null", "--dead-letters", "/dev/null");
  }

  /** Each would be emptied before it's read. */
  @Test
  void whatIsReadIsNotWritten() throws IOException {
    String file = Files.writeString(folder.resolve("in.json"), "{}").toString();
    for (String output : List.of("alerts", "dead-letters", "late", "incidents")) {
      assertMistake("--input", file, "--" + output, folder + "/./in.json")
          .isEqualTo(
              "%s: '%s/./in.json' is read as input, too, and would be written over. Right would be: another file."
                  .formatted(output, folder));
    }
    for (String key : List.of("asn-db", "accounts-file", "network-db", "network-list")) {
      assertMistake("--input", "a", "--" + key, file, "--alerts", file)
          .contains("is read as " + key + ", too");
    }
    assertMistake("--input", "s3://bucket/x", "--alerts", file, "--late", file)
        .contains("same file");
    config("--input", "s3://bucket/x", "--alerts", file);
  }

  /** Outputs are opened by their text: blanks and percent signs are no part of a URI. */
  @Test
  void aSchemeBeforeAPathHidesNothing() throws IOException {
    for (String name : List.of("x y.json", "a%20b.json", "100%.json", "file:x")) {
      String file = Files.writeString(folder.resolve(name), "{}").toString();
      for (String same : List.of(file, "file:" + file, "file:" + folder + "/./" + name)) {
        assertMistake("--input", same, "--alerts", file).contains("is read as input, too");
        assertMistake("--input", file, "--alerts", same).contains("is read as input, too");
        assertMistake("--input", "a", "--alerts", same, "--late", file).contains("same file");
      }
    }
    Path here = Path.of("file:" + folder.getFileName());
    try {
      Files.writeString(here, "{}");
      assertMistake("--input", here.toString(), "--alerts", here.toAbsolutePath().toString())
          .contains("is read as input, too");
    } finally {
      Files.delete(here);
    }
  }

  @Test
  void linksThatLeadToWhatIsNotThereYetAreFollowed() throws IOException {
    Files.createSymbolicLink(folder.resolve("one"), Path.of("two"));
    Files.createSymbolicLink(folder.resolve("two"), folder.resolve("new.json"));
    Files.createSymbolicLink(folder.resolve("circle"), Path.of("circle"));
    assertMistake("--input", "a", "--alerts", folder + "/one", "--late", folder + "/new.json")
        .contains("same file");
    config("--input", "a", "--alerts", folder + "/circle", "--late", folder + "/new.json");
  }

  @Test
  void whatFoldersOfListsAndRulesHoldIsNotWritten() throws IOException {
    Path lists = Files.createDirectories(folder.resolve("rules/lists"));
    Path list = Files.writeString(lists.resolve("tor.txt"), "192.0.2.1");
    Path rule = Files.writeString(folder.resolve("rules/a.yml"), "title: a");
    Files.createSymbolicLink(lists.resolve("link.txt"), folder.resolve("elsewhere"));
    Files.writeString(folder.resolve("elsewhere"), "192.0.2.2");

    for (Path output : List.of(list, lists.resolve("new.txt"), folder.resolve("elsewhere"))) {
      assertMistake("--input", "a", "--network-list", lists.toString(), "--alerts", "" + output)
          .contains("is read as network-list, too");
    }
    for (Path output : List.of(list, rule)) {
      for (String key : List.of("rules", "rules-add")) {
        assertMistake("--input", "a", "--" + key, folder + "/rules", "--late", "" + output)
            .contains("is read as " + key + ", too");
      }
    }
    config("--input", "a", "--network-list", lists.toString(), "--alerts", lists + "/a.ndjson");
    config("--input", "a", "--rules", folder + "/rules", "--alerts", folder + "/rules/a.ndjson");
    config("--input", "a", "--rules", folder + "/absent", "--alerts", folder + "/a.ndjson");
  }

  @Test
  void whereSettingsAndSecretsAreIsNotWritten() throws IOException {
    String settings = file("input = a");
    assertMistake("--config", settings, "--alerts", settings).contains("is read as config, too");

    String secret = Files.writeString(folder.resolve("secret"), "0123456789abcdef").toString();
    String template = Files.writeString(folder.resolve("mine.json"), "{}").toString();
    String[] webhook = {
      "--input",
      "a",
      "--sink",
      "webhook",
      "--webhook-url",
      "https://example.com/",
      "--webhook-secret",
      "file:" + secret,
      "--webhook-template",
      template,
      "--late"
    };
    assertMistake(with(webhook, secret)).contains("is read as webhook-secret, too");
    assertMistake(with(webhook, template)).contains("is read as webhook-template, too");
    config(with(webhook, folder + "/late"));
  }

  private static String[] with(String[] args, String last) {
    return Stream.concat(Stream.of(args), Stream.of(last)).toArray(String[]::new);
  }

  /** Some editors begin a file with a mark that nobody sees. */
  @Test
  void aFileOfSettingsMayBeginWithAByteOrderMark() throws IOException {
    assertThat(config("--config", file("\uFEFFinput = a")).files().input()).containsExactly("a");
  }

  @Test
  void standardOutputIsForAlertsOnly() {
    assertMistake("--input", "a", "--late", "-").startsWith("late: '-' is not a file");
  }

  @Test
  void inputIsNeeded() {
    assertMistake().startsWith("input is missing. Right would be: --input PATH");
  }

  private static AbstractStringAssert<?> assertMistake(String... args) {
    var mistake = catchThrowableOfType(ConfigException.class, () -> config(args));
    assertThat(mistake).isNotNull();
    return assertThat(mistake.getMessage());
  }

  private static JobConfig config(String... args) {
    return JobConfig.of(Arguments.parse(args));
  }

  private String file(String... lines) throws IOException {
    return Files.write(folder.resolve("trailhound.properties"), List.of(lines)).toString();
  }
}
