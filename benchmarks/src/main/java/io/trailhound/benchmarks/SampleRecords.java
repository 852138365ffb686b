package io.trailhound.benchmarks;

import io.trailhound.benchmarks.workload.Spread;
import io.trailhound.benchmarks.workload.Trail;
import io.trailhound.benchmarks.workload.Workload;
import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.Decoded;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.sigma.RuleLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Some records of the usual workload, as bytes and as events, for measuring parts alone. */
final class SampleRecords {
  static final int COUNT = 1_000;

  private static final long PRINCIPALS = 5_000;

  private SampleRecords() {}

  static Path home() {
    return Path.of(System.getProperty("trailhound.home", ".")).toAbsolutePath();
  }

  static RuleBook rules() {
    return RuleLoader.load(null, List.of());
  }

  static List<byte[]> bytes() throws IOException {
    Trail trail = new Workload(home(), 1, 500_000, PRINCIPALS, Spread.ZIPF).trail();
    List<byte[]> records = new ArrayList<>();
    while (records.size() < COUNT && trail.next()) {
      records.add(Arrays.copyOf(trail.bytes(), trail.length()));
    }
    return records;
  }

  static List<CloudTrailEvent> events(RuleBook rules) throws IOException {
    List<Decoded> decoded = new ArrayList<>();
    for (byte[] record : bytes()) {
      Decoders.of(rules).decode(record, "sample-", decoded.size(), decoded::add);
    }
    return decoded.stream().map(Decoded::event).filter(event -> event != null).toList();
  }
}
