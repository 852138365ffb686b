package io.trailhound.deploy.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trailhound.deploy.Headings;
import io.trailhound.deploy.Repository;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Alarms and dashboard of the application, beside the metrics that AWS's guides name. */
class AlarmsTest {
  /** By the guides of Managed Flink (Flink 2.2, level APPLICATION), SQS, Kinesis and MSK. */
  private static final Map<String, Set<String>> METRICS =
      Map.of(
          "AWS/KinesisAnalytics",
          Set.of(
              "numRestarts",
              "numberOfFailedCheckpoints",
              "lastCheckpointDuration",
              "lastCheckpointSize",
              "currentOutputWatermark",
              "numRecordsInPerSecond",
              "cpuUtilization",
              "heapMemoryUtilization",
              "managedMemoryUtilization"),
          "AWS/SQS",
          Set.of(
              "NumberOfMessagesSent",
              "NumberOfMessagesDeleted",
              "ApproximateAgeOfOldestMessage",
              "ApproximateNumberOfMessagesVisible"),
          "AWS/Kinesis",
          Set.of(
              "GetRecords.IteratorAgeMilliseconds",
              "IncomingRecords",
              "ReadProvisionedThroughputExceeded"),
          "AWS/Kafka",
          Set.of("EstimatedMaxTimeLag", "SumOffsetLag"));

  /** Those of the sinks that a template may choose, which the golden file hasn't. */
  private static final Set<String> OF_SINKS = Set.of("documentsRefused");

  private static final Map<String, List<String>> DIMENSIONS =
      Map.of(
          "AWS/KinesisAnalytics", List.of("Application"),
          "AWS/SQS", List.of("QueueName"),
          "AWS/Kinesis", List.of("StreamName"),
          "AWS/Kafka", List.of("Cluster Name", "Consumer Group", "Topic"));

  private static final Pattern RUNBOOK = Pattern.compile("(docs/[\\w-]+\\.md)#([\\w-]+)$");

  /** A name in an expression that is no function. */
  private static final Pattern ID = Pattern.compile("\\b[a-z]\\w*\\b(?!\\()");

  /** What is read: the trail's files, a stream, a topic. */
  static final List<Map<String, String>> SOURCES =
      List.of(
          Map.of(),
          Map.of("StreamArn", "arn:aws:kinesis:eu-west-1:111122223333:stream/trail"),
          Map.of(
              "KafkaServers",
              "b-1.mine.kafka.eu-west-1.amazonaws.com:9098",
              "KafkaClusterArn",
              "arn:aws:kafka:eu-west-1:111122223333:cluster/mine/abcd-1"));

  private static Template template;

  @BeforeAll
  static void read() throws IOException {
    template = Template.read("application.yaml");
  }

  @ParameterizedTest
  @FieldSource("SOURCES")
  void eachWatchesAMetricThatThereIsByItsDimensions(Map<String, String> source) throws IOException {
    for (Map<?, ?> alarm : alarms(source)) {
      requireMetrics(alarm);
    }
  }

  private static void requireMetrics(Map<?, ?> alarm) throws IOException {
    if (!alarm.containsKey("Metrics")) {
      requireMetric(alarm);
      return;
    }
    List<String> ids = new ArrayList<>();
    List<String> asked = new ArrayList<>();
    for (Object each : (List<?>) alarm.get("Metrics")) {
      Map<?, ?> query = (Map<?, ?>) each;
      if (query.containsKey("Expression")) {
        ID.matcher((String) query.get("Expression")).results().forEach(it -> asked.add(it.group()));
      } else {
        ids.add((String) query.get("Id"));
        requireMetric((Map<?, ?>) ((Map<?, ?>) query.get("MetricStat")).get("Metric"));
      }
    }
    assertThat(asked).isEqualTo(asked.stream().filter(ids::contains).toList()).containsAll(ids);
  }

  private static void requireMetric(Map<?, ?> metric) throws IOException {
    String namespace = (String) metric.get("Namespace");
    requireMetric(namespace, (String) metric.get("MetricName"));
    assertThat(
            ((List<?>) metric.get("Dimensions")).stream().map(it -> ((Map<?, ?>) it).get("Name")))
        .isEqualTo(DIMENSIONS.get(namespace));
  }

  /** One that the service has, or one of ours that the job was seen to hand to Managed Flink. */
  private static void requireMetric(String namespace, String name) throws IOException {
    Set<String> there = new TreeSet<>(METRICS.get(namespace));
    if (namespace.equals("AWS/KinesisAnalytics")) {
      there.addAll(OF_SINKS);
      Repository.text("job/src/test/resources/metrics-cloudwatch.txt")
          .lines()
          .map(it -> it.replaceFirst(".*_kinesisanalytics_", ""))
          .forEach(there::add);
    }
    assertThat(there).contains(name);
  }

  @Test
  void eachSourceHasThoseOfItsOwnSilenceAndOfWhatWaits() {
    List<String> always =
        List.of(
            "trailhound restarts",
            "trailhound checkpoints fail",
            "trailhound checkpoints are slow",
            "trailhound watermark lags",
            "trailhound dead letters",
            "trailhound silent trails");
    assertThat(names(SOURCES.get(0)))
        .containsAll(always)
        .hasSize(9)
        .contains(
            "trailhound silence", "trailhound does not read", "trailhound messages not understood");
    assertThat(names(SOURCES.get(1)))
        .containsAll(always)
        .hasSize(8)
        .contains("trailhound no events", "trailhound does not read the stream");
    assertThat(names(SOURCES.get(2)))
        .containsAll(always)
        .hasSize(8)
        .contains("trailhound no events", "trailhound does not read the topic");
    assertThat(names(Map.of("OpenSearchUrl", "https://search-a.eu-west-1.es.amazonaws.com")))
        .contains("trailhound alerts refused");
    assertThat(names(Map.of("SilenceAfter", ""))).doesNotContain("trailhound silent trails");
  }

  private static List<String> names(Map<String, String> parameters) {
    return alarms(parameters).stream().map(it -> (String) it.get("AlarmName")).toList();
  }

  @ParameterizedTest
  @FieldSource("SOURCES")
  void eachTellsSomebodyAndNamesWhatToDo(Map<String, String> source) throws IOException {
    for (Map<?, ?> alarm : alarms(source)) {
      assertThat((List<?>) alarm.get("AlarmActions")).hasSize(1);
      Matcher runbook = RUNBOOK.matcher((String) alarm.get("AlarmDescription"));
      assertThat(runbook.find()).as((String) alarm.get("AlarmName")).isTrue();
      assertThat(Headings.of(runbook.group(1))).contains(runbook.group(2));
    }
  }

  @ParameterizedTest
  @FieldSource("SOURCES")
  void theDashboardShowsMetricsThatThereAreAndAllThatAlarmsWatch(Map<String, String> source)
      throws IOException {
    List<String> shown = new ArrayList<>();
    for (JsonNode metric : dashboard(source)) {
      if (metric.get(0).isTextual()) {
        String namespace = metric.get(0).asText();
        requireMetric(namespace, metric.get(1).asText());
        List<String> dimensions = DIMENSIONS.get(namespace);
        for (int i = 0; i < dimensions.size(); i++) {
          assertThat(metric.get(2 + 2 * i).asText()).isEqualTo(dimensions.get(i));
        }
        shown.add(metric.get(1).asText());
      }
    }
    assertThat(shown)
        .containsAll(
            Template.all(alarms(source), "MetricName").stream().map(String::valueOf).toList());
  }

  private static List<JsonNode> dashboard(Map<String, String> source) throws IOException {
    Object body = template.properties("Dashboard").get("DashboardBody");
    List<JsonNode> metrics = new ArrayList<>();
    for (JsonNode widget :
        new ObjectMapper()
            .readTree((String) new Evaluation(template, source).of(body))
            .get("widgets")) {
      widget.get("properties").get("metrics").forEach(metrics::add);
    }
    return metrics;
  }

  private static List<Map<?, ?>> alarms(Map<String, String> parameters) {
    Evaluation evaluation = new Evaluation(template, parameters);
    List<Map<?, ?>> alarms = new ArrayList<>();
    for (String name : template.resourcesOf("AWS::CloudWatch::Alarm")) {
      Object condition = template.resource(name).get("Condition");
      if (condition == null || evaluation.holds((String) condition)) {
        alarms.add((Map<?, ?>) evaluation.of(template.properties(name)));
      }
    }
    return alarms;
  }
}
