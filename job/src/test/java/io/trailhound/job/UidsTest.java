package io.trailhound.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.job.config.Arguments;
import io.trailhound.job.config.JobConfig;
import io.trailhound.rules.RuleBook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

/**
 * A uid is forever: state is found again by it. A line that goes missing from the golden file loses
 * every user's state of that operator; CONTRIBUTING.md says how to change state.
 */
class UidsTest {
  private static final Path GOLDEN = Path.of("src/test/resources/uids.txt");

  private static List<String> uids(String... more) {
    String[] arguments = {"--input", Vectors.EVENTS.toString(), "--asn-db", "none"};
    String[] all = new String[arguments.length + more.length];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    JobConfig config = JobConfig.of(Arguments.parse(all));
    RuleBook rules = TrailhoundJob.prepare(config);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    TrailhoundJob.draw(env, config, rules, Sinks.of(config, rules));
    return env.getStreamGraph().getStreamNodes().stream()
        .map(StreamNode::getTransformationUID)
        .filter(Objects::nonNull)
        .sorted()
        .toList();
  }

  @Test
  void theUidsAreThoseOfTheGoldenFile() throws IOException {
    assertThat(uids()).isEqualTo(Files.readAllLines(GOLDEN));
  }

  @Test
  void noFlagChangesThem() {
    assertThat(
            uids("--emit", "final", "--alerts", "target/alerts.ndjson", "--late", "target/late/"))
        .containsAll(uids());
  }
}
