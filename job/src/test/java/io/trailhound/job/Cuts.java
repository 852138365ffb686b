package io.trailhound.job;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/** The same events in other orders, with other duplicates, in other files. */
final class Cuts {
  private static final Pattern TIME = Pattern.compile("\"eventTime\": \"([^\"]+)\"");
  private static final Pattern REGION = Pattern.compile("\"awsRegion\": \"([^\"]+)\"");
  private static final Pattern ACCOUNT = Pattern.compile("\"recipientAccountId\": \"([^\"]+)\"");
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DELIVERED =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmm'Z'").withZone(ZoneOffset.UTC);

  private Cuts() {}

  static Instant time(String record) {
    return Instant.parse(field(TIME, record));
  }

  private static String field(Pattern pattern, String record) {
    Matcher matcher = pattern.matcher(record);
    if (!matcher.find()) {
      throw new IllegalArgumentException(record);
    }
    return matcher.group(1);
  }

  /** Another arrival order, nothing later than {@code bound}, with some records delivered twice. */
  static List<String> shuffled(List<String> records, Duration bound, long seed) {
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

  static void oneFile(List<String> records, Path folder) throws IOException {
    Files.writeString(folder.resolve("events.ndjson"), String.join("\n", records) + "\n");
  }

  /** Files that all span the whole period. */
  static void spanning(List<String> records, int files, Path folder) throws IOException {
    for (int file = 0; file < files; file++) {
      List<String> part = new ArrayList<>();
      for (int i = file; i < records.size(); i += files) {
        part.add(records.get(i));
      }
      Files.writeString(
          folder.resolve("part-%02d.ndjson".formatted(file)), String.join("\n", part) + "\n");
    }
  }

  /** CloudTrail's own layout: a file per account, region and six hours, gzipped {@code Records}. */
  static int cloudTrail(List<String> records, Path folder) throws IOException {
    Map<String, List<String>> files =
        records.stream()
            .collect(Collectors.groupingBy(Cuts::key, TreeMap::new, Collectors.toList()));
    for (Map.Entry<String, List<String>> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
        String content = "{\"Records\":[" + String.join(",", file.getValue()) + "]}";
        out.write(content.getBytes(StandardCharsets.UTF_8));
      }
    }
    return files.size();
  }

  private static String key(String record) {
    Instant time = time(record);
    String region = field(REGION, record);
    // A few accounts stand for the many made-up ones, or there would be a file per record.
    String account = "11112222333" + field(ACCOUNT, record).charAt(0);
    long sixHours = Duration.ofHours(6).toMillis();
    Instant begin = Instant.ofEpochMilli(time.toEpochMilli() / sixHours * sixHours);
    return "AWSLogs/%s/CloudTrail/%s/%s/%s_CloudTrail_%s_%s_%s.json.gz"
        .formatted(
            account,
            region,
            DAY.format(begin),
            account,
            region,
            DELIVERED.format(begin),
            Integer.toHexString((account + region + begin).hashCode()));
  }
}
