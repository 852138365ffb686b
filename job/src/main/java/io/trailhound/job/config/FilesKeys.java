package io.trailhound.job.config;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/** The keys of the files source: what is read, and which part of a trail. */
final class FilesKeys {
  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");

  /** Of every partition: {@code us-gov-west-1}, {@code us-isob-east-1}, {@code eusc-de-east-1}. */
  static final Pattern REGION_NAME = Pattern.compile("[a-z]{2,6}(-[a-z]+)+-\\d{1,2}");

  /** The last part is its name; {@code .fifo} ends that of a queue of another kind. */
  private static final Pattern QUEUE =
      Pattern.compile("https?://[A-Za-z0-9.-]+(:\\d+)?/\\S*[A-Za-z0-9_-]+(?<!\\.fifo)");

  static final Key<String> INPUT =
      Key.of("input", "PATH", Type.path("a file, a folder (with all it holds) or a glob"))
          .takesMany()
          .otherwiseNote("none: it or `sqs-queue` must be given for the files source")
          .means(
              "What the files source reads: files, folders or globs, here or in a bucket"
                  + " (`s3://bucket/AWSLogs/`), plain or gz. The form of the records is recognised"
                  + " by their content. In a properties file the key is repeated, one path each.",
              "Quote a glob, or the shell expands it first; both work.");

  static final Key<Duration> WATCH =
      Key.of("watch", "TIME", Type.duration(Duration.ofMillis(100), Duration.ofDays(1)))
          .otherwiseNote("none: what is there at the start is read, and the job ends")
          .means(
              "Looks for new files this often and reads each once; the job goes on until it is"
                  + " stopped. docs/files.md says what counts as new.",
              "Every look at a bucket costs a request for each folder that can still get files.");

  static final Key<String> SQS_QUEUE =
      Key.of(
              "sqs-queue",
              "URL",
              Type.matching(
                  "URL of a queue",
                  QUEUE,
                  "the URL of a standard queue, such as https://sqs.eu-west-1.amazonaws.com/111122223333/trail"))
          .otherwiseNote("none: `input` says what is read")
          .means(
              "Reads the objects in S3 that messages of this SQS queue tell of, as they come, until"
                  + " the job is stopped: notifications of S3, of EventBridge or of CloudTrail."
                  + " `accounts`, `regions`, `from` and `to` select. docs/files.md says how to set"
                  + " it up.",
              "A message is deleted after the checkpoint that holds what it told of, so checkpoints"
                  + " must be on. Two jobs at one queue would each read a part.");

  static final Key<String> ACCOUNTS =
      Key.of("accounts", "ID", Type.matching("account", ACCOUNT, "an account id of 12 digits"))
          .takesMany()
          .otherwiseNote("all")
          .means(
              "Reads the files of these accounts only. This and the next three keys go by"
                  + " CloudTrail's own folders and file names; files without such a name are left"
                  + " out.",
              "");

  static final Key<String> REGIONS =
      Key.of("regions", "NAME", Type.matching("region", REGION_NAME, "a region such as eu-west-1"))
          .takesMany()
          .otherwiseNote("all")
          .means("Reads the files of these regions only.", "");

  static final Key<Instant> FROM =
      Key.of("from", "TIME", Type.time(TrailTime::from))
          .otherwiseNote("none: from the beginning")
          .means("Reads files that CloudTrail delivered then or later.", "");

  static final Key<Instant> TO =
      Key.of("to", "TIME", Type.time(TrailTime::to))
          .otherwiseNote("none: to the end")
          .means(
              "Reads files that CloudTrail delivered until then; a day counts to its end.",
              "A file is delivered up to 15 minutes after its events.");

  static final List<Key<?>> SELECTION = List.of(ACCOUNTS, REGIONS, FROM, TO);

  static final List<Key<?>> ALL = List.of(INPUT, WATCH, SQS_QUEUE, ACCOUNTS, REGIONS, FROM, TO);

  private FilesKeys() {}
}
