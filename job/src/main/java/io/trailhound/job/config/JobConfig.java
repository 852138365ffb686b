package io.trailhound.job.config;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration, parsed once from {@link Settings}; see {@link Keys} for what each part means.
 *
 * @param alerts a file or folder, or {@link Keys#STANDARD_OUTPUT}
 * @param asnDb a file, or {@link Keys#NO_ASN_DB}; empty when nothing was said
 */
public record JobConfig(
    List<String> input,
    String alerts,
    Optional<String> deadLetters,
    Optional<String> late,
    Optional<String> rules,
    List<String> rulesAdd,
    Optional<String> asnDb,
    Duration lateness,
    Duration maxFuture,
    boolean finalsOnly,
    Optional<Integer> parallelism,
    boolean fromKafka,
    boolean toKafka,
    KafkaConfig kafka) {

  /**
   * @throws ConfigException naming the key, the value, where it came from and what would be right
   */
  public static JobConfig of(Settings settings) {
    boolean fromKafka = settings.get(Keys.SOURCE).orElseThrow().equals("kafka");
    boolean toKafka = settings.get(Keys.SINK).filter("kafka"::equals).isPresent();
    List<String> input = settings.all(Keys.INPUT);
    if (fromKafka && !input.isEmpty()) {
      throw new ConfigException(
          "input (given as %s) is for the files source, but source is 'kafka'. Right would be: one of the two."
              .formatted(settings.origin(Keys.INPUT)));
    }
    if (input.isEmpty() && !fromKafka) {
      throw new ConfigException(
          "input is missing. Right would be: --input PATH, a file, folder or glob to read.");
    }
    refuseOneFileForTwo(settings);
    return new JobConfig(
        input,
        alerts(settings),
        settings.get(Keys.DEAD_LETTERS),
        settings.get(Keys.LATE),
        settings.get(Keys.RULES),
        settings.all(Keys.RULES_ADD),
        settings.get(Keys.ASN_DB),
        settings.get(Keys.LATENESS).orElseThrow(),
        settings.get(Keys.MAX_FUTURE).orElseThrow(),
        settings.get(Keys.EMIT).orElseThrow().equals("final"),
        settings.get(Keys.PARALLELISM),
        fromKafka,
        toKafka,
        KafkaConfig.of(settings, fromKafka, toKafka));
  }

  private static void refuseOneFileForTwo(Settings settings) {
    Map<String, Key<String>> named = new HashMap<>();
    for (Key<String> key : List.of(Keys.ALERTS, Keys.DEAD_LETTERS, Keys.LATE)) {
      String file = settings.get(key).orElse(Keys.STANDARD_OUTPUT);
      Key<String> other = file.equals(Keys.STANDARD_OUTPUT) ? null : named.put(file, key);
      if (other != null) {
        throw new ConfigException(
            "%s and %s name the same file, '%s'. Right would be: one for each."
                .formatted(other.name(), key.name(), file));
      }
    }
  }

  public boolean toStandardOutput() {
    return !toKafka && alerts.equals(Keys.STANDARD_OUTPUT);
  }

  /** The ASN file to read, if any. */
  public Optional<String> asnFile() {
    return asnDb.filter(file -> !file.equals(Keys.NO_ASN_DB));
  }

  private static String alerts(Settings settings) {
    String alerts = settings.get(Keys.ALERTS).orElseThrow();
    boolean console = alerts.equals(Keys.STANDARD_OUTPUT);
    String sink = settings.get(Keys.SINK).orElse(console ? "console" : "files");
    if (sink.equals("kafka") && !console) {
      throw new ConfigException(
          "alerts: '%s' (given as %s) is a file, but sink is 'kafka'. Right would be: --alerts-topic TOPIC."
              .formatted(alerts, settings.origin(Keys.ALERTS)));
    }
    if (sink.equals("files") && console) {
      throw new ConfigException(
          "sink: 'files' (given as %s) needs a file. Right would be: --alerts FILE."
              .formatted(settings.origin(Keys.SINK)));
    }
    if (sink.equals("console") && !console) {
      throw new ConfigException(
          "alerts: '%s' (given as %s) is a file, but sink is 'console' (given as %s). Right would be: one of the two."
              .formatted(alerts, settings.origin(Keys.ALERTS), settings.origin(Keys.SINK)));
    }
    return alerts;
  }
}
