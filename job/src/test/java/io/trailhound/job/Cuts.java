package io.trailhound.job;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/** The same events in other orders, with other duplicates, in other files. */
public final class Cuts {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy/MM/dd", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DELIVERED =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Cuts() {}

  public static Instant time(String record) {
    return Instant.parse(field("eventTime", record));
  }

  public static String eventId(String record) {
    return field("eventID", record);
  }

  /**
   * The text that a field has where its name comes first, however deep. By hand, because it's asked
   * of every record, many times.
   */
  public static String field(String name, String json) {
    String key = "\"" + name + "\":";
    int at = json.indexOf(key);
    int from = json.indexOf('"', at + key.length()) + 1;
    if (at < 0 || from == 0) {
      throw new IllegalArgumentException("no " + name + " in " + json);
    }
    return json.substring(from, json.indexOf('"', from));
  }

  /** Another arrival order, nothing later than {@code bound}, with some records delivered twice. */
  public static List<String> shuffled(List<String> records, Duration bound, long seed) {
    record Arrival(long at, String record) {}
    Random random = new Random(seed);
    List<Arrival> arrivals = new ArrayList<>();
    for (String record : records) {
      for (int copies = random.nextInt(20) == 0 ? 2 : 1; copies > 0; copies--) {
        long delay = (long) (random.nextDouble() * bound.toMillis());
        arrivals.add(new Arrival(time(record).toEpochMilli() + delay, record));
      }
    }
    arrivals.sort(Comparator.comparingLong(Arrival::at));
    return arrivals.stream().map(Arrival::record).toList();
  }

  public static void oneFile(List<String> records, Path folder) throws IOException {
    write(folder.resolve("events.ndjson"), records);
  }

  /** Files that all span the whole period. */
  public static void spanning(List<String> records, int files, Path folder) throws IOException {
    for (int file = 0; file < files; file++) {
      List<String> part = new ArrayList<>();
      for (int i = file; i < records.size(); i += files) {
        part.add(records.get(i));
      }
      write(folder.resolve(String.format(Locale.ROOT, "part-%02d.ndjson.gz", file)), part);
    }
  }

  /** One record a line, gz when the name says so. */
  public static void write(Path file, List<String> records) throws IOException {
    writeText(file, String.join("\n", records) + "\n");
  }

  /**
   * CloudTrail's own layout: a file per account, region and slot of time, gzipped {@code Records},
   * delivered and named at the slot's end.
   */
  public static int cloudTrail(List<String> records, Duration slot, Path folder)
      throws IOException {
    Map<String, List<String>> files = trail(records, slot);
    for (Map.Entry<String, List<String>> file : files.entrySet()) {
      writeTrail(folder.resolve(file.getKey()), file.getValue());
    }
    return files.size();
  }

  /** The same, not written yet: key to records, in the order of delivery. */
  public static Map<String, List<String>> trail(List<String> records, Duration slot) {
    Map<String, List<String>> byKey =
        records.stream()
            .collect(
                Collectors.groupingBy(
                    record -> key(record, slot), TreeMap::new, Collectors.toList()));
    Map<String, List<String>> delivered = new LinkedHashMap<>();
    byKey.keySet().stream()
        .sorted(Comparator.comparing(key -> key.replaceFirst(".*_(\\d{8}T\\d{4}Z)_.*", "$1")))
        .forEach(key -> delivered.put(key, byKey.get(key)));
    return delivered;
  }

  /** As CloudTrail writes a file. */
  public static void writeTrail(Path file, List<String> records) throws IOException {
    writeText(file, "{\"Records\":[" + String.join(",", records) + "]}");
  }

  /** Under its name only when it's complete, as an object comes into a bucket. */
  private static void writeText(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Path partial = file.resolveSibling("." + file.getFileName() + ".partial");
    OutputStream out = Files.newOutputStream(partial);
    try (OutputStream plain = file.toString().endsWith(".gz") ? new GZIPOutputStream(out) : out) {
      plain.write(text.getBytes(StandardCharsets.UTF_8));
    }
    Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String key(String record, Duration slot) {
    String region = field("awsRegion", record);
    // A few accounts stand for the many made-up ones, or there would be a file per record.
    String account = "11112222333" + field("recipientAccountId", record).charAt(0) % 2;
    long millis = slot.toMillis();
    Instant delivered =
        Instant.ofEpochMilli(time(record).toEpochMilli() / millis * millis + millis);
    return "AWSLogs/%s/CloudTrail/%s/%s/%s_CloudTrail_%s_%s_%s.json.gz"
        .formatted(
            account,
            region,
            DAY.format(delivered),
            account,
            region,
            DELIVERED.format(delivered),
            Integer.toHexString((account + region + delivered).hashCode()));
  }
}
