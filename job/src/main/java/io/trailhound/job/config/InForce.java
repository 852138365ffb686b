package io.trailhound.job.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Settings and the configuration made of them in; for each key that counts, its value and where
 * that comes from out. Secrets are hidden.
 */
public final class InForce {
  private static final String DEFAULT = "default";
  private static final String COMMAND_LINE = "command line";

  /**
   * One key.
   *
   * @param value as it was given, or what stands for it in words
   */
  public record Row(String key, String origin, String value) {}

  private final Settings given;
  private final JobConfig config;

  private InForce(Settings given, JobConfig config) {
    this.given = given;
    this.config = config;
  }

  /** In the order of the documentation, properties of Kafka's clients last. */
  public static List<Row> of(Settings given, JobConfig config) {
    InForce all = new InForce(given, config);
    List<Row> rows = new ArrayList<>();
    for (Key<?> key : Keys.ALL) {
      if (given.has(key) || all.counts(key)) {
        rows.add(all.row(key));
      }
    }
    given.kafkaKeys().forEach(key -> rows.add(all.given(key)));
    return rows;
  }

  /** What is given besides the keys, such as settings of Flink. */
  public static List<Row> ofCommandLine(Map<String, String> more) {
    return more.entrySet().stream()
        .map(one -> new Row(one.getKey(), COMMAND_LINE, Secret.shown(one.getKey(), one.getValue())))
        .toList();
  }

  /** Whether a key that isn't given says anything here. */
  private boolean counts(Key<?> key) {
    if (FilesKeys.ALL.contains(key)) {
      return FilesKeys.SELECTION.contains(key)
          ? config.fromFiles() || config.warm().archive().isPresent()
          : config.fromFiles() && key.equals(FilesKeys.SQS_QUEUE) == config.files().isTold();
    }
    if (KafkaKeys.ALL.contains(key)) {
      return config.kafka().used() && (config.fromKafka() || !KafkaConfig.isOfTheSource(key));
    }
    if (KinesisKeys.ALL.contains(key)) {
      return config.kinesis().used();
    }
    if (ElasticsearchKeys.ALL.contains(key)) {
      return config.elasticsearch().used();
    }
    if (WebhookKeys.ALL.contains(key)) {
      return config.webhook().used();
    }
    if (AwsOutputKeys.ALL.contains(key)) {
      return false; // neither has a default
    }
    if (DeliveryKeys.ALL.contains(key)) {
      return config.delivers();
    }
    return !key.equals(WarmKeys.WARM_FROM) || !config.fromFiles();
  }

  private Row row(Key<?> key) {
    if (given.has(key)) {
      return given(key.name());
    }
    boolean isSink = key.equals(Keys.SINK);
    return new Row(
        key.name(),
        DEFAULT,
        isSink ? String.join(", ", config.sinks()) : key.defaultText().replace("`", ""));
  }

  private Row given(String key) {
    Settings.Given what = given.given(key);
    String origin = what.origin().startsWith("--") ? COMMAND_LINE : what.origin();
    List<String> shown = what.values().stream().map(text -> Secret.shown(key, text)).toList();
    return new Row(key, origin, String.join(", ", shown));
  }
}
