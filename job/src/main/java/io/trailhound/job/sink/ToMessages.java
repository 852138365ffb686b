package io.trailhound.job.sink;

import io.trailhound.alert.AlertFormat;
import io.trailhound.metrics.Metrics;
import io.trailhound.model.Alert;
import io.trailhound.model.DeadLetter;
import java.time.Duration;
import java.util.Locale;
import java.util.Properties;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Alerts in, messages out; what the topic takes no longer goes to the dead letters, because a
 * message that Kafka refuses ends the job, again and again.
 *
 * <p>Metric: {@link Metrics#DOCUMENTS_REFUSED}.
 */
final class ToMessages extends ProcessFunction<Alert, AlertMessage> {
  private static final long serialVersionUID = 1L;

  static final OutputTag<DeadLetter> REFUSED = new OutputTag<>("refused") {};

  private static final Duration ASK_EVERY = Duration.ofSeconds(10);

  /** For the key, and for what Kafka adds. */
  private static final int REST = 256;

  private final Properties client;
  private final String topic;
  private final AlertFormat documents;
  private transient MessageLimit limit;
  private transient Counter refused;

  /**
   * @param client of the producer
   */
  ToMessages(Properties client, String topic, AlertFormat documents) {
    this.client = client;
    this.topic = topic;
    this.documents = documents;
  }

  @Override
  public void open(OpenContext context) {
    limit = new MessageLimit(client, topic, ASK_EVERY);
    refused = Metrics.in(getRuntimeContext().getMetricGroup()).counter(Metrics.DOCUMENTS_REFUSED);
  }

  @Override
  public void processElement(
      Alert alert,
      ProcessFunction<Alert, AlertMessage>.Context context,
      Collector<AlertMessage> out) {
    byte[] json = KafkaSinks.utf8(documents.toJson(alert));
    long most = limit.bytes();
    if (json.length + REST <= most) {
      out.collect(new AlertMessage(alert.id, json));
    } else {
      refused.inc();
      String detail =
          String.format(Locale.ROOT, "%s takes messages of up to %d bytes", topic, most);
      context.output(REFUSED, new DeadLetter("refused-by-kafka", detail, alert.id, json));
    }
  }

  @Override
  public void close() {
    if (limit != null) {
      limit.close();
    }
  }
}
