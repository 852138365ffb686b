package io.trailhound.job.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trailhound.enrich.LookupFiles;
import io.trailhound.job.alert.AlertDocument;
import io.trailhound.job.config.ConfigException;
import io.trailhound.rules.RuleBook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Rules' examples (testdata/rules/README.md) and the alerts they gave ({@link ExampleRun}) come in,
 * what is different from what is expected goes out.
 *
 * @param folder has a folder for each rule, and files for {@link #lookups}
 * @param asnDb gives the examples' addresses their networks
 */
record RuleExamples(RuleBook rules, Path folder, Path asnDb) {
  /** What is behind an object, or a key's first value, would be compared with nothing. */
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

  boolean exist(String rule) {
    return Files.isRegularFile(events(rule));
  }

  /** Folders with examples of none of {@code rules}, as of one that has another name now. */
  List<Path> strays(Collection<String> rules) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(folder)) {
      return folders
          .filter(each -> exist(each.getFileName().toString()))
          .filter(each -> !rules.contains(each.getFileName().toString()))
          .sorted()
          .toList();
    }
  }

  /** What is different from what is expected, in words; nothing when the examples hold. */
  List<String> differences(String rule, List<AlertDocument> alerts) throws IOException {
    return expected(folder.resolve(rule).resolve("alerts.ndjson"))
        .map(expected -> Comparison.of(expected, alerts))
        .orElseGet(() -> alerts.isEmpty() ? List.of("nothing fired") : List.of());
  }

  /** What is known of the examples' addresses and accounts: from files beside their folders. */
  LookupFiles lookups() {
    return new LookupFiles(
        List.of(asnDb.toString()),
        there("accounts.csv", Files::isRegularFile),
        databases(),
        there("networks", Files::isDirectory));
  }

  private List<String> there(String name, Predicate<Path> is) {
    return Stream.of(folder.resolve(name)).filter(is).map(Path::toString).toList();
  }

  private List<String> databases() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(Path::toString).filter(name -> name.endsWith(".mmdb")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path events(String rule) {
    return folder.resolve(rule).resolve("events.ndjson");
  }

  /** Empty without such a file: that the rule fires at all is expected then. */
  private static Optional<List<Expectation>> expected(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    List<Expectation> expected = new ArrayList<>();
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        expected.add(expectation(lines.get(i), file + ":" + (i + 1)));
      }
    }
    return Optional.of(expected);
  }

  private static Expectation expectation(String line, String where) {
    return object(line)
        .map(Expectation::new)
        .orElseThrow(
            () ->
                new ConfigException(
                    "%s: '%s' is not one object in JSON. Right would be: one a line, in which each key stands once."
                        .formatted(where, line)));
  }

  private static Optional<JsonNode> object(String line) {
    try {
      return Optional.of(JSON.readTree(line)).filter(JsonNode::isObject);
    } catch (JsonProcessingException e) {
      return Optional.empty(); // whatever it is
    }
  }
}
