package io.trailhound.job.source;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** The conformance vectors, cut into files in several ways. */
final class CutFiles {
  private static final Path VECTORS = Path.of("../testdata/vectors/events.ndjson.gz");
  private static final Pattern TIME = Pattern.compile("\"eventTime\": \"([^\"]+)\"");
  private static final Pattern REGION = Pattern.compile("\"awsRegion\": \"([^\"]+)\"");
  private static final Pattern ACCOUNT = Pattern.compile("\"recipientAccountId\": \"(\\d{12})\"");
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmm'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu/MM/dd").withZone(ZoneOffset.UTC);

  private CutFiles() {}

  /** In the order of their arrival. */
  static List<String> vectors() throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(VECTORS)), StandardCharsets.UTF_8))) {
      return lines.lines().toList();
    }
  }

  static void oneFile(Path folder, List<String> events) throws IOException {
    write(folder.resolve("all.ndjson"), events);
  }

  /** Every file spans the whole time. */
  static void spanning(Path folder, List<String> events, int files) throws IOException {
    Map<Integer, List<String>> cut = new LinkedHashMap<>();
    for (int i = 0; i < events.size(); i++) {
      cut.computeIfAbsent(i % files, none -> new ArrayList<>()).add(events.get(i));
    }
    for (var file : cut.entrySet()) {
      write(folder.resolve("part-%02d.ndjson.gz".formatted(file.getKey())), file.getValue());
    }
  }

  /**
   * CloudTrail's own layout: a file per account, region and some hours, named by the time after its
   * last event, as a delivery is; within a file in no order at all.
   */
  static void trail(Path folder, List<String> events, int hours) throws IOException {
    Map<Path, List<String>> cut = new LinkedHashMap<>();
    for (String event : events) {
      Instant slot =
          Instant.ofEpochSecond(time(event).getEpochSecond() / (hours * 3600L) * (hours * 3600L));
      Instant delivered = slot.plus(hours, ChronoUnit.HOURS);
      String account = "00000000000" + find(ACCOUNT, event).charAt(11);
      String region = find(REGION, event);
      Path file =
          folder
              .resolve("AWSLogs/%s/CloudTrail/%s".formatted(account, region))
              .resolve(DAY.format(slot))
              .resolve(
                  "%s_CloudTrail_%s_%s_x.json.gz"
                      .formatted(account, region, NAME.format(delivered)));
      cut.computeIfAbsent(file, none -> new ArrayList<>()).add(event);
    }
    for (var file : cut.entrySet()) {
      write(file.getKey(), file.getValue());
    }
  }

  /** Moves every event by at most {@code seconds} out of order. */
  static List<String> shuffled(List<String> events, int seconds, long seed) {
    Random random = new Random(seed);
    Map<String, Long> order = new LinkedHashMap<>();
    for (String event : events) {
      order.putIfAbsent(event, time(event).getEpochSecond() + random.nextInt(seconds));
    }
    List<String> all = new ArrayList<>(events);
    all.sort(Comparator.comparing(order::get));
    return all;
  }

  static Instant time(String event) {
    return Instant.parse(find(TIME, event));
  }

  static long count(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).count();
    }
  }

  private static String find(Pattern pattern, String event) {
    Matcher matcher = pattern.matcher(event);
    return matcher.find() ? matcher.group(1) : "000000000000";
  }

  static void write(Path file, List<String> lines) throws IOException {
    Files.createDirectories(file.getParent());
    OutputStream out = Files.newOutputStream(file);
    try (OutputStream plain = file.toString().endsWith(".gz") ? new GZIPOutputStream(out) : out) {
      plain.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }
}
