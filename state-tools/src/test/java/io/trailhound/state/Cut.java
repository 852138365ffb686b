package io.trailhound.state;

import io.trailhound.job.Cuts;
import io.trailhound.job.JobRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A time in the middle of events, how far an archive of them reaches, into which files it is cut,
 * and how the jobs around it run: all of it by a seed.
 */
final class Cut {
  private static final Duration DELIVERY = Duration.ofMinutes(15);
  private static final Duration SLOT = Duration.ofMinutes(10);
  private static final Duration AROUND = Duration.ofHours(6);
  private static final int MOST_FILES = 500;
  private static final int MOST_TASKS = 4;
  private static final DateTimeFormatter DELIVERED =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final int WAYS = 3;

  private final long seed;
  private final Random random;
  private final List<String> records;

  /** The time, and the one up to which the archive reaches. */
  final Instant until;

  final Instant end;

  private final int regions;
  private final int files;
  private final boolean named;

  /**
   * @param records in the order of their times
   */
  Cut(long seed, List<String> records) {
    this.seed = seed;
    this.random = new Random(seed);
    this.records = records;
    Instant some = Cuts.time(records.get(records.size() / 10 + random.nextInt(records.size() / 2)));
    this.until = some.plusSeconds(random.nextBoolean() ? 0 : random.nextInt(7_200));
    this.end =
        switch (Math.floorMod(seed, WAYS)) {
          case 0 -> until.minusSeconds(random.nextInt(3_600));
          case 1 -> until;
          default -> until.plus(Duration.ofHours(random.nextInt(24 * 60)));
        };
    this.regions = random.nextBoolean() ? 1 : 10;
    this.files = (int) Math.pow(MOST_FILES, random.nextDouble());
    this.named = random.nextBoolean();
  }

  /** One to four, half of the time one: what a job costs here is starting its tasks. */
  int parallelism() {
    double some = random.nextDouble();
    return 1 + (int) (MOST_TASKS * some * some);
  }

  /** Files with names that follow each other closely are read in order by one reader only. */
  int readers() {
    return named ? 1 : parallelism();
  }

  /** Mostly that of the heap: databases take longer to set up than all else. */
  String backend() {
    return Math.floorMod(seed, 6) == 1 ? "rocksdb" : "hashmap";
  }

  /** Of three, so that nine seeds in a row have each with each end of an archive. */
  int way() {
    return Math.floorMod(seed / WAYS, WAYS);
  }

  /** What a job has seen that was stopped at the time, in order. */
  List<String> before() {
    Instant last = end.isBefore(until) ? end : until;
    return records.stream().filter(it -> Cuts.time(it).isBefore(last)).toList();
  }

  /** What a job reads that goes on from there, with an hour of it again. */
  List<String> rest() {
    Instant from = until.minus(Duration.ofHours(1));
    return records.stream().filter(it -> !Cuts.time(it).isBefore(from)).toList();
  }

  /**
   * Writes the archive: in each region, files one after the other in the order of arrival. Who
   * calls at all does so in one region, and in order: what early alerts have told hangs on that.
   *
   * @param asTrail whether files around the time may have CloudTrail's names; then those behind it
   *     hold nothing that can be read
   */
  Path archive(Path folder, boolean asTrail) throws IOException {
    Instant named = asTrail && this.named ? until.minus(AROUND) : Instant.MAX;
    for (int region = 0; region < regions; region++) {
      int own = region;
      List<String> arrived =
          records.stream()
              .filter(it -> Cuts.time(it).isBefore(end))
              .filter(it -> Math.floorMod(name(it).hashCode(), regions) == own)
              .sorted(Comparator.comparing(Cut::arrival))
              .flatMap(it -> Stream.of(it, it).limit(random.nextInt(20) == 0 ? 2 : 1))
              .toList();
      Path files = Files.createDirectories(folder.resolve("region-" + region));
      unnamed(arrived.stream().filter(it -> Cuts.time(it).isBefore(named)).toList(), files);
      named(arrived.stream().filter(it -> !Cuts.time(it).isBefore(named)).toList(), files);
    }
    return folder;
  }

  /** The user or role that called. */
  static String name(String record) {
    if (!record.contains("\"arn\":")) {
      return record; // a service, each time another
    }
    String[] arn = Cuts.field("arn", record).split("/", 3);
    return arn[arn.length == 1 ? 0 : 1];
  }

  private static Instant arrival(String record) {
    long delay = Math.floorMod(name(record).hashCode(), JobRun.LATENESS.toSeconds());
    return Cuts.time(record).plusSeconds(delay);
  }

  /** What readers may have at the same time is long over at the end: all around it is one file. */
  private void unnamed(List<String> records, Path folder) throws IOException {
    int chunk = Math.max(1, records.size() * regions / files);
    int from = 0;
    for (int i = 1; i <= records.size(); i++) {
      boolean full = i - from >= chunk && !isAround(records.get(i - 1));
      if (full || i == records.size()) {
        Path file = folder.resolve(String.format(Locale.ROOT, "part-%05d.ndjson", from));
        Cuts.write(file, records.subList(from, i));
        from = i;
      }
    }
  }

  private boolean isAround(String record) {
    Instant time = Cuts.time(record);
    return time.isAfter(until.minus(AROUND)) && time.isBefore(until);
  }

  private void named(List<String> records, Path folder) throws IOException {
    Map<Instant, List<String>> byDelivery =
        records.stream().collect(Collectors.groupingBy(Cut::delivered));
    for (Map.Entry<Instant, List<String>> file : byDelivery.entrySet()) {
      boolean behind = !file.getKey().isBefore(until.plus(DELIVERY));
      String name =
          "111122223333_CloudTrail_eu-west-1_%s_x.json.gz"
              .formatted(DELIVERED.format(file.getKey()));
      Cuts.write(folder.resolve(name), behind ? List.of("{") : file.getValue());
    }
  }

  private static Instant delivered(String record) {
    long slot = SLOT.toMillis();
    return Instant.ofEpochMilli((Cuts.time(record).toEpochMilli() / slot + 1) * slot);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "seed %d: until %s, an archive to %s in %d files of %d regions%s",
        seed,
        until,
        end,
        files,
        regions,
        named ? ", named around it" : "");
  }
}
