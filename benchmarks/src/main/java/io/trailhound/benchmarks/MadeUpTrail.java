package io.trailhound.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Real records in, a file of any number of them out: with new ids, times over a day, 300 accounts
 * and addresses of the demo networks, so that keys, look-ups and rules have work as in a real
 * trail.
 */
final class MadeUpTrail {
  private static final Pattern TIME = Pattern.compile("\"eventTime\":\\s*\"[^\"]*\"");
  private static final Pattern ID = Pattern.compile("\"eventID\":\\s*\"[^\"]*\"");
  private static final Pattern NAME = Pattern.compile("\"eventName\":\\s*\"([^\"]*)\"");
  private static final Pattern ADDRESS = Pattern.compile("\"sourceIPAddress\":\\s*\"[^\"]*\"");
  private static final Pattern ACCOUNT = Pattern.compile("(?<=arn:aws:(?:iam|sts)::)\\d{12}");
  private static final long BEGIN = Instant.parse("2026-09-01T00:00:00Z").toEpochMilli();
  private static final int ACCOUNTS = 300;
  private static final List<String> REAL_RECORDS =
      List.of("testdata/cloudtrail/stratus.ndjson", "testdata/cloudtrail/panther-a.ndjson");

  private final Random random = new Random(7);
  private final int accounts;
  private final List<String> templates = new ArrayList<>();

  /**
   * @param home the repository, which has the real records
   */
  MadeUpTrail(Path home) throws IOException {
    this(ACCOUNTS, home);
  }

  /**
   * @param accounts of which each has principals of its own
   */
  MadeUpTrail(int accounts, Path home) throws IOException {
    this.accounts = accounts;
    for (String file : REAL_RECORDS) {
      for (String line : Files.readAllLines(home.resolve(file))) {
        if (TIME.matcher(line).find()) {
          templates.add(line);
        }
      }
    }
  }

  /** The operations of its records. */
  Set<String> operations() {
    return templates.stream()
        .map(NAME::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .collect(Collectors.toSet());
  }

  void write(Path file, int records) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < records; i++) {
        out.write(record(i, BEGIN + 86_400_000L * i / records - random.nextInt(300_000)));
        out.write('\n');
      }
    }
  }

  /**
   * @param millis its time, which becomes a full second
   */
  String record(long number, long millis) {
    Instant time = Instant.ofEpochMilli(millis / 1000 * 1000);
    String record = templates.get(random.nextInt(templates.size()));
    record = TIME.matcher(record).replaceFirst("\"eventTime\":\"" + time + "\"");
    record =
        ID.matcher(record)
            .replaceFirst("\"eventID\":\"" + new UUID(random.nextLong(), number) + "\"");
    record = ADDRESS.matcher(record).replaceFirst("\"sourceIPAddress\":\"" + address() + "\"");
    String account = String.format(Locale.ROOT, "1111%08d", random.nextInt(accounts));
    return ACCOUNT.matcher(record).replaceAll(account);
  }

  /** One in fifty from a VPN of the demo file, most from Amazon, some from elsewhere. */
  private String address() {
    int network = random.nextInt(50);
    if (network == 0) {
      return String.format(Locale.ROOT, "198.18.%d.%d", random.nextInt(19), random.nextInt(256));
    }
    int third = network < 45 ? random.nextInt(2) : 2 + random.nextInt(20);
    return String.format(Locale.ROOT, "198.19.%d.%d", third, random.nextInt(256));
  }
}
