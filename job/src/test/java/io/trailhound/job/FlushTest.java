package io.trailhound.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Alert;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.streaming.api.graph.StreamEdge;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On no way through the network something waits for long, whichever operators are asked for. */
class FlushTest {
  static Stream<List<String>> jobs() {
    String files = "--input=" + Vectors.EVENTS;
    List<String> kafka =
        List.of(
            "--source=kafka",
            "--sink=kafka",
            "--kafka-servers=127.0.0.1:1",
            "--kafka-topic=trail",
            "--alerts-topic=alerts",
            "--dead-letters-topic=dead",
            "--late-topic=late");
    return Stream.of(
        List.of(files),
        List.of(
            files,
            "--silence-after=1h",
            "--incidents=incidents.ndjson",
            "--actor=yes",
            "--suppress=all"),
        kafka,
        and(kafka, "--warm-from=" + Vectors.EVENTS, "--alerts-since=2026-09-01"),
        List.of("--source=kinesis", "--kinesis-stream=trail", "--sink=console"));
  }

  private static List<String> and(List<String> arguments, String... more) {
    return Stream.concat(arguments.stream(), Stream.of(more)).toList();
  }

  private static List<StreamNode> operators(List<String> arguments, Configuration cluster) {
    String[] all = and(arguments, "--asn-db=none").toArray(String[]::new);
    return DrawnJob.operators(cluster, all).stream()
        .filter(operator -> !operator.getOperatorName().endsWith("Writer")) // in a chain, Flink's
        .toList();
  }

  private static Stream<Long> waits(Collection<StreamNode> operators) {
    return operators.stream()
        .flatMap(operator -> operator.getOutEdges().stream())
        .map(StreamEdge::getBufferTimeout);
  }

  private static boolean givesAlerts(StreamNode operator) {
    return operator.getTypeSerializerOut() != null
        && operator.getTypeSerializerOut().createInstance() instanceof Alert;
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void alertsLeaveSoonerThanAllElse(List<String> arguments) {
    List<StreamNode> operators = operators(arguments, new Configuration());
    List<StreamNode> detectors = operators.stream().filter(FlushTest::givesAlerts).toList();

    assertThat(waits(detectors)).hasSizeGreaterThan(10).containsOnly(Flush.ALERTS_WITHIN_MILLIS);
    assertThat(waits(operators))
        .containsOnly(Flush.ALERTS_WITHIN_MILLIS, Flush.ALL_ELSE_WITHIN_MILLIS);
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void theClusterHasItsWay(List<String> arguments) {
    var said = new Configuration().set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(70));
    assertThat(waits(operators(arguments, said))).containsOnly(70L);

    var never = new Configuration().set(ExecutionOptions.BUFFER_TIMEOUT_ENABLED, false);
    assertThat(waits(operators(arguments, never)))
        .containsOnly(ExecutionOptions.DISABLED_NETWORK_BUFFER_TIMEOUT);
  }
}
