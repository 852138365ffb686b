package io.trailhound.local.stack;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** What can be set of the local stack: the same word as option and as key of stack.properties. */
enum Setting {
  KAFKA_PORT("9092", Kind.PORT, "Kafka"),
  KAFKA_CONTROLLER_PORT("9093", Kind.PORT, "Kafka's controller"),
  KAFKA_MEMORY("384m", Kind.MEMORY, "heap of Kafka"),
  ELASTICSEARCH_PORT("9200", Kind.PORT, "Elasticsearch, or OpenSearch"),
  ELASTICSEARCH_MEMORY("512m", Kind.MEMORY, "heap of it; the process takes about twice as much"),
  SEARCH("elasticsearch", Kind.SEARCH, "which of the two"),
  FLINK_PORT("8081", Kind.PORT, "Flink's REST interface and web page"),
  FLINK_RPC_PORT("6123", Kind.PORT, "the JobManager, for its TaskManagers"),
  PROMETHEUS_PORT(
      "9249", Kind.PORT, "metrics of the JobManager; the TaskManagers have the next ports"),
  TASKMANAGERS("2", Kind.COUNT, "TaskManagers"),
  SLOTS("2", Kind.COUNT, "slots of each TaskManager"),
  JOBMANAGER_MEMORY("1024m", Kind.MEMORY, "memory of the JobManager's process"),
  TASKMANAGER_MEMORY("1536m", Kind.MEMORY, "memory of each TaskManager's process");

  private enum Kind {
    PORT("PORT", "a port, 1 to 65535", "[1-9]\\d{0,4}"),
    MEMORY("SIZE", "a size such as 512m or 2g", "[1-9]\\d*[mg]"),
    COUNT("N", "1 to 16", "[1-9]|1[0-6]"),
    SEARCH("NAME", "elasticsearch or opensearch", "elasticsearch|opensearch");

    private final String metavar;
    private final String right;
    private final Pattern pattern;

    Kind(String metavar, String right, String pattern) {
      this.metavar = metavar;
      this.right = right;
      this.pattern = Pattern.compile(pattern);
    }
  }

  private static final int HIGHEST_PORT = 65535;

  private final String fallback;
  private final Kind kind;
  private final String meaning;

  Setting(String fallback, Kind kind, String meaning) {
    this.fallback = fallback;
    this.kind = kind;
    this.meaning = meaning;
  }

  static Optional<Setting> of(String key) {
    return Arrays.stream(values()).filter(it -> it.key().equals(key)).findFirst();
  }

  String key() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  String option() {
    return "--" + key();
  }

  String metavar() {
    return kind.metavar;
  }

  String meaning() {
    return meaning;
  }

  String fallback() {
    return fallback;
  }

  boolean isPort() {
    return kind == Kind.PORT;
  }

  /** The value, or a message that says what would be right. */
  String check(String value, String origin) {
    boolean right =
        kind.pattern.matcher(value).matches()
            && (kind != Kind.PORT || Integer.parseInt(value) <= HIGHEST_PORT);
    if (!right) {
      throw new UsageException(
          "%s: '%s' (given as %s) is not possible. Right would be: %s."
              .formatted(key(), value, origin, kind.right));
    }
    return value;
  }
}
