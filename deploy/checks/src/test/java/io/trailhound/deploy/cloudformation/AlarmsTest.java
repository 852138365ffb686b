package io.trailhound.deploy.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trailhound.deploy.Headings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Alarms and dashboard of the application, beside the metrics that AWS's guides name. */
class AlarmsTest {
  /** By the guides of Managed Flink (Flink 2.2, level APPLICATION), SQS and S3. */
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
          "AWS/S3",
          Set.of("PutRequests"));

  private static final Map<String, List<String>> DIMENSIONS =
      Map.of(
          "AWS/KinesisAnalytics", List.of("Application"),
          "AWS/SQS", List.of("QueueName"),
          "AWS/S3", List.of("BucketName", "FilterId"));

  private static final Pattern RUNBOOK = Pattern.compile("(docs/[\\w-]+\\.md)#([\\w-]+)$");

  /** A name in an expression that is no function. */
  private static final Pattern ID = Pattern.compile("\\b[a-z]\\w*\\b(?!\\()");

  private static Template template;
  private static Evaluation evaluation;

  @BeforeAll
  static void read() throws IOException {
    template = Template.read("application.yaml");
    evaluation = new Evaluation(template, Map.of());
  }

  @Test
  void eachWatchesAMetricThatThereIsByItsDimensions() {
    assertThat(alarms()).hasSize(8).allSatisfy(AlarmsTest::requireMetrics);
  }

  private static void requireMetrics(Map<?, ?> alarm) {
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

  private static void requireMetric(Map<?, ?> metric) {
    String namespace = (String) metric.get("Namespace");
    assertThat(METRICS.get(namespace)).contains((String) metric.get("MetricName"));
    assertThat(
            ((List<?>) metric.get("Dimensions")).stream().map(it -> ((Map<?, ?>) it).get("Name")))
        .isEqualTo(DIMENSIONS.get(namespace));
  }

  @Test
  void eachTellsSomebodyAndNamesWhatToDo() throws IOException {
    for (Map<?, ?> alarm : alarms()) {
      assertThat((List<?>) alarm.get("AlarmActions")).hasSize(1);
      Matcher runbook = RUNBOOK.matcher((String) alarm.get("AlarmDescription"));
      assertThat(runbook.find()).as((String) alarm.get("AlarmName")).isTrue();
      assertThat(Headings.of(runbook.group(1))).contains(runbook.group(2));
    }
  }

  @Test
  void filtersOfRequestsAreThoseOfTheBucket() throws IOException {
    Template foundation = Template.read("foundation.yaml");
    List<Object> there =
        Template.all(foundation.properties("WorkBucket").get("MetricsConfigurations"), "Id");
    List<String> asked = new ArrayList<>();
    for (JsonNode metric : dashboard()) {
      if (metric.path(0).asText().equals("AWS/S3")) {
        asked.add(metric.get(5).asText());
      }
    }
    assertThat(asked).isEqualTo(strings(there));
  }

  @Test
  void theDashboardShowsMetricsThatThereAreAndAllThatAlarmsWatch() throws IOException {
    List<String> shown = new ArrayList<>();
    for (JsonNode metric : dashboard()) {
      if (metric.get(0).isTextual()) {
        String namespace = metric.get(0).asText();
        assertThat(METRICS.get(namespace)).contains(metric.get(1).asText());
        assertThat(metric.get(2).asText()).isEqualTo(DIMENSIONS.get(namespace).get(0));
        shown.add(metric.get(1).asText());
      }
    }
    assertThat(shown).containsAll(strings(Template.all(alarms(), "MetricName")));
  }

  private static List<String> strings(List<?> texts) {
    return texts.stream().map(String::valueOf).toList();
  }

  private static List<JsonNode> dashboard() throws IOException {
    String body = (String) evaluation.of(template.properties("Dashboard").get("DashboardBody"));
    List<JsonNode> metrics = new ArrayList<>();
    for (JsonNode widget : new ObjectMapper().readTree(body).get("widgets")) {
      widget.get("properties").get("metrics").forEach(metrics::add);
    }
    return metrics;
  }

  private static List<Map<?, ?>> alarms() {
    List<Map<?, ?>> alarms = new ArrayList<>();
    for (String name : template.resourcesOf("AWS::CloudWatch::Alarm")) {
      alarms.add((Map<?, ?>) evaluation.of(template.properties(name)));
    }
    return alarms;
  }
}
