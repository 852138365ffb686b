package io.trailhound.job.config;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** The keys of the Kinesis source. */
final class KinesisKeys {
  /** Of any partition of AWS; the part behind the last slash is the name. */
  private static final Pattern STREAM_NAME =
      Pattern.compile(
          "(arn:aws[a-z-]*:kinesis:[a-z]{2,6}(-[a-z]+)+-\\d{1,2}:\\d{12}:stream/)?[a-zA-Z0-9_.-]{1,128}");

  private static final Pattern ADDRESS = Pattern.compile("https?://[A-Za-z0-9.-]+(:\\d+)?/?");

  static final Key<String> STREAM =
      Key.of(
              "kinesis-stream",
              "NAME|ARN",
              Type.matching(
                  "stream",
                  STREAM_NAME,
                  "a stream's name, or its ARN such as arn:aws:kinesis:eu-west-1:111122223333:stream/trail"))
          .otherwiseNote("none: must be given for the Kinesis source")
          .means(
              "The Kinesis data stream to read. An ARN says region and account; for a name, both"
                  + " are those that the AWS SDK finds (`AWS_REGION`).",
              "A job that goes on from a savepoint reads the same stream, or is refused.");

  static final Key<String> START =
      Key.of("kinesis-start", "WHERE", Type.start(Type.KNOWN_TO_KINESIS))
          .otherwise("earliest")
          .means(
              "Where to start without a savepoint: with the oldest record that the stream still"
                  + " has, with what comes from now on, or with records that arrived at this time"
                  + " or later.",
              "");

  static final Key<Duration> IDLENESS =
      Key.of("kinesis-idleness", "TIME", Type.duration(Duration.ofSeconds(1), Duration.ofDays(7)))
          .otherwise("1m")
          .means(
              "A shard that was read to its end, by the service's word, and has brought no event"
                  + " for this long no longer holds the watermark back. What lies unread holds it,"
                  + " however slow the reader; dead letters keep no shard alive.",
              "Shorter: events of a shard that pauses become late.");

  static final Key<Duration> ALIGNMENT =
      Key.of("kinesis-alignment", "TIME", Type.duration(Duration.ofSeconds(1), Duration.ofDays(7)))
          .otherwiseNote("none: every shard is read as fast as it goes; 1h with `warm-from`")
          .means(
              "A shard whose events are further ahead than this of the one furthest behind, or of"
                  + " the archive of a warm start, waits for it. Keeps state small while a job"
                  + " catches up.",
              "A shard without records holds the others until it counts as idle. Flink says once a"
                  + " second how far each may go: a job that catches up takes in no more than this of"
                  + " a trail's time in a second.");

  static final Key<String> ENDPOINT =
      Key.of(
              "kinesis-endpoint",
              "URL",
              Type.matching(
                  "URL", ADDRESS, "such as https://vpce-0a1b.kinesis.eu-west-1.vpce.amazonaws.com"))
          .otherwiseNote("the region's own")
          .means(
              "Where the service is, for a VPC endpoint without private DNS or another server that"
                  + " speaks as Kinesis does.",
              "");

  static final List<Key<?>> ALL = List.of(STREAM, START, IDLENESS, ALIGNMENT, ENDPOINT);

  private KinesisKeys() {}
}
