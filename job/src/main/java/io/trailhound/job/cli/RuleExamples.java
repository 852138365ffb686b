package io.trailhound.job.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trailhound.job.Sinks;
import io.trailhound.job.TrailhoundJob;
import io.trailhound.job.config.Arguments;
import io.trailhound.job.config.ConfigException;
import io.trailhound.job.config.JobConfig;
import io.trailhound.rules.RuleBook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A rule's examples (testdata/rules/README.md) come in; run through the whole job, what they bring
 * that they shouldn't goes out.
 *
 * @param folder has a folder for each rule
 * @param asnDb gives the examples' addresses their networks
 */
record RuleExamples(RuleBook rules, Path folder, Path asnDb) {
  private static final ObjectMapper JSON = new ObjectMapper();

  boolean exist(String rule) {
    return Files.isRegularFile(events(rule));
  }

  /** What is different from what is expected, in words; nothing when the examples hold. */
  List<String> run(String rule, LocalCluster cluster) throws Exception {
    Optional<List<Expectation>> expected = expected(alerts(rule));
    try (TemporaryFolder out = TemporaryFolder.create()) {
      Path written = out.path().resolve("alerts.ndjson");
      JobConfig config = config(events(rule), written);
      StreamExecutionEnvironment environment = cluster.environment();
      TrailhoundJob.draw(environment, config, rules, Sinks.of(config, rules));
      cluster.run(environment);
      List<AlertDocument> ofRule =
          AlertDocument.finals(AlertDocument.read(written)).stream()
              .filter(alert -> alert.rule().equals(rule))
              .toList();
      return expected
          .map(alerts -> Comparison.of(alerts, ofRule))
          .orElseGet(() -> ofRule.isEmpty() ? List.of("nothing fired") : List.of());
    }
  }

  private Path events(String rule) {
    return folder.resolve(rule).resolve("events.ndjson");
  }

  private Path alerts(String rule) {
    return folder.resolve(rule).resolve("alerts.ndjson");
  }

  private JobConfig config(Path events, Path written) {
    return JobConfig.of(
        Arguments.parse(
            "--input=" + events, "--asn-db=" + asnDb, "--alerts=" + written, "--emit=final"));
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
    try {
      return new Expectation(JSON.readTree(line));
    } catch (JsonProcessingException e) {
      throw new ConfigException(
          "%s: '%s' is not JSON. Right would be: one object a line.".formatted(where, line));
    }
  }
}
