package io.trailhound.job.config;

import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The Kinesis part of the configuration, parsed once from {@link Settings}; see {@link KinesisKeys}
 * for what each part means.
 *
 * @param stream name or ARN; null when the source is another
 * @param alignment null when shards don't wait for each other
 * @param endpoint null for the region's own
 * @param cloudWatch whether metrics are for CloudWatch too
 */
public record KinesisConfig(
    String stream,
    String start,
    Duration idleness,
    Duration alignment,
    URI endpoint,
    boolean cloudWatch)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final String ARN = "arn:";

  /** Whether the source is Kinesis. */
  public boolean used() {
    return stream != null;
  }

  /** The stream's ARN, if that was given. */
  public Optional<String> arn() {
    return Optional.of(stream).filter(it -> it.startsWith(ARN));
  }

  /** The stream's name, without what else an ARN says. */
  public String name() {
    return stream.substring(stream.lastIndexOf('/') + 1);
  }

  /** The region that an ARN says. */
  public Optional<String> region() {
    return arn().map(it -> it.split(":")[3]);
  }

  /** Whether it begins with the oldest record there is. */
  public boolean fromEarliest() {
    return start.equals("earliest");
  }

  /**
   * From when on it reads, where it doesn't begin with the oldest record.
   *
   * @param now counts for {@code latest}
   */
  public Instant startTime(Instant now) {
    return start.equals("latest") ? now : Instant.parse(start);
  }

  /** Where the stream is begun, if that is a time and not for the stream to know. */
  public Optional<Instant> begin() {
    return Type.KNOWN_TO_KINESIS.contains(start)
        ? Optional.empty()
        : Optional.of(Instant.parse(start));
  }

  /** How far one shard may be ahead of the others, and of an archive. */
  public Optional<Duration> aligned() {
    return Optional.ofNullable(alignment);
  }

  /**
   * @param reads whether the source is Kinesis
   * @throws ConfigException when the stream is missing, or something is given for another source
   */
  static KinesisConfig of(Settings settings, boolean reads) {
    if (reads && !settings.has(KinesisKeys.STREAM)) {
      throw new ConfigException(
          "source: 'kinesis' needs its stream. Right would be: --kinesis-stream NAME or ARN.");
    }
    if (!reads) {
      KinesisKeys.ALL.forEach(key -> settings.refuseUseless(key, "--source kinesis"));
    }
    return new KinesisConfig(
        settings.get(KinesisKeys.STREAM).orElse(null),
        settings.get(KinesisKeys.START).orElseThrow(),
        settings.get(KinesisKeys.IDLENESS).orElseThrow(),
        WarmKeys.alignment(settings, KinesisKeys.ALIGNMENT).orElse(null),
        settings.get(KinesisKeys.ENDPOINT).map(URI::create).orElse(null),
        JobConfig.cloudWatch(settings));
  }
}
