package io.trailhound.benchmarks.workload;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The real records of {@code testdata/cloudtrail} in, one by chance out: by caller, four of five
 * read-only, and larger ones so much more often than small ones that the mean is that of real
 * trails.
 */
final class Templates {
  /** Bytes of a record on average, as measured over real trails (issue 13). */
  static final double MEAN_BYTES = 1_440;

  private static final double READ_ONLY = 0.8;
  private static final List<String> FILES = List.of("stratus.ndjson", "panther-a.ndjson");
  private static final int SLOTS = 1 << 12;
  private static final int HALVINGS = 50;

  /** One kind's templates with their sizes, and a table in which each has its share of slots. */
  private static final class Group {
    private final List<Template> templates = new ArrayList<>();
    private final List<Integer> sizes = new ArrayList<>();
    private final Template[] slots = new Template[SLOTS];
    private final double share;

    Group(double share) {
      this.share = share;
    }

    double weight(int i, double tilt) {
      return Math.exp(tilt * sizes.get(i));
    }

    double weights(double tilt) {
      double sum = 0;
      for (int i = 0; i < sizes.size(); i++) {
        sum += weight(i, tilt);
      }
      return sum;
    }

    double mean(double tilt) {
      double sum = 0;
      for (int i = 0; i < sizes.size(); i++) {
        sum += weight(i, tilt) * sizes.get(i);
      }
      return sum / weights(tilt);
    }

    void fill(double tilt) {
      double all = weights(tilt);
      double passed = 0;
      int slot = 0;
      for (int i = 0; i < templates.size(); i++) {
        passed += weight(i, tilt);
        while (slot < SLOTS && (slot + 0.5) / SLOTS <= passed / all) {
          slots[slot++] = templates.get(i);
        }
      }
      while (slot < SLOTS) {
        slots[slot++] = templates.get(templates.size() - 1);
      }
    }
  }

  private final Map<Caller, Group> reading = groups(READ_ONLY);
  private final Map<Caller, Group> changing = groups(1 - READ_ONLY);

  /**
   * @param home the repository
   */
  Templates(Path home) throws IOException {
    for (String file : FILES) {
      for (String line : Files.readAllLines(home.resolve("testdata/cloudtrail").resolve(file))) {
        byte[] record = line.getBytes(StandardCharsets.UTF_8);
        if (Template.fits(record)) {
          Template template = Template.of(record);
          Group group = (template.readOnly() ? reading : changing).get(template.caller());
          group.templates.add(template);
          group.sizes.add(record.length);
        }
      }
    }
    List<Group> all = new ArrayList<>(reading.values());
    all.addAll(changing.values());
    double tilt = tilt(all);
    all.forEach(group -> group.fill(tilt));
  }

  /** One that {@code caller} may have written. */
  Template draw(Caller caller, RandomGenerator random) {
    Map<Caller, Group> groups = random.nextDouble() < READ_ONLY ? reading : changing;
    return groups.get(caller).slots[random.nextInt() & (SLOTS - 1)];
  }

  /** Those of all records. */
  Set<String> operations() {
    return Stream.of(reading, changing)
        .flatMap(groups -> groups.values().stream())
        .flatMap(group -> group.templates.stream())
        .map(Template::operation)
        .collect(Collectors.toSet());
  }

  private static Map<Caller, Group> groups(double part) {
    Map<Caller, Group> groups = new EnumMap<>(Caller.class);
    for (Caller caller : Caller.values()) {
      groups.put(caller, new Group(part * caller.share));
    }
    return groups;
  }

  /** Weights that grow by this power of e for each byte give the mean; it grows with it. */
  private static double tilt(List<Group> all) {
    double least = -0.01;
    double most = 0.01;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (least + most) / 2;
      double mean = all.stream().mapToDouble(group -> group.share * group.mean(middle)).sum();
      if (mean < MEAN_BYTES) {
        least = middle;
      } else {
        most = middle;
      }
    }
    return (least + most) / 2;
  }
}
