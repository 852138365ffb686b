package io.trailhound.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.trailhound.decode.DecodedReader;
import io.trailhound.match.RuleMatcher;
import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.Decoded;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.sigma.RuleLoader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * What the whole job keeps of its speed with many rules: the eight that ship, and with as many of
 * {@link PublicLikeRules} as make 57, 300 and 800, over the same file in one process, by turns,
 * best of several rounds. Beside it decoding and matching alone, and decoding, on one thread.
 *
 * <p>Arguments: records (default 300000), rounds (default 3).
 */
public final class ManyRules {
  private static final int SHIPPED = 8;
  private static final List<Integer> COUNTS = List.of(SHIPPED, 57, 300, 800);

  private final Path home = Path.of(System.getProperty("trailhound.home", "."));
  private final List<RuleBook> books = new ArrayList<>();
  private final List<Best> jobs = COUNTS.stream().map(count -> new Best()).toList();
  private final List<Best> decoding = COUNTS.stream().map(count -> new Best()).toList();
  private final List<Best> matching = COUNTS.stream().map(count -> new Best()).toList();
  private final Path file;
  private final MadeUpTrail trail;

  private ManyRules(Path folder) throws IOException {
    file = folder.resolve("events.ndjson");
    trail = new MadeUpTrail(home);
    for (int count : COUNTS) {
      Path rules = Files.createDirectory(folder.resolve("rules-" + count));
      new PublicLikeRules(trail.operations()).write(rules, count - SHIPPED);
      books.add(RuleLoader.load(null, count == SHIPPED ? List.of() : List.of(rules)));
    }
  }

  public static void main(String[] args) throws Exception {
    int records = args.length > 0 ? Integer.parseInt(args[0]) : 300_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    Path folder = Files.createTempDirectory("trailhound-many-rules");
    try {
      new ManyRules(folder).run(records, rounds);
    } finally {
      StartUp.delete(folder);
    }
  }

  private void run(int records, int rounds) throws Exception {
    trail.write(file, records);
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < COUNTS.size(); i++) {
        RuleBook book = books.get(i);
        decoding.get(i).measure(() -> decode(book, event -> {}));
        matching.get(i).measure(() -> match(book));
        jobs.get(i).measure(() -> new WholeJob(book, home).run(file));
      }
    }
    for (int i = 0; i < COUNTS.size(); i++) {
      System.out.printf(
          Locale.ROOT,
          "%3d rules, %.2f signals a record: whole job %s, decoding and matching alone %s, decoding %s%n",
          COUNTS.get(i),
          match(books.get(i)) / (double) records,
          jobs.get(i).words(records, jobs.get(0)),
          matching.get(i).words(records, matching.get(0)),
          decoding.get(i).words(records, decoding.get(0)));
    }
  }

  /** The best time of several, and the least processor time of all threads. */
  private static final class Best {
    private static final OperatingSystemMXBean SYSTEM =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private double seconds = Double.MAX_VALUE;
    private double processor = Double.MAX_VALUE;

    void measure(Callable<?> work) throws Exception {
      long start = System.nanoTime();
      long startProcessor = SYSTEM.getProcessCpuTime();
      work.call();
      seconds = Math.min(seconds, (System.nanoTime() - start) / 1e9);
      processor = Math.min(processor, (SYSTEM.getProcessCpuTime() - startProcessor) / 1e9);
    }

    String words(int records, Best first) {
      return String.format(
          Locale.ROOT,
          "%,9.0f records/s %.2f, %5.2f us of processor time a record %.2f",
          records / seconds,
          first.seconds / seconds,
          processor * 1e6 / records,
          first.processor / processor);
    }
  }

  private long match(RuleBook book) throws IOException {
    RuleMatcher matcher = new RuleMatcher(book);
    long[] signals = new long[1];
    decode(book, event -> matcher.match(event, (rule, signal) -> signals[0]++));
    return signals[0];
  }

  /** Returns how many events there are. */
  private long decode(RuleBook book, Consumer<CloudTrailEvent> taker) throws IOException {
    long events = 0;
    try (DecodedReader reader =
        Decoders.of(book).open(Files.newInputStream(file), file.toString())) {
      for (Decoded decoded = reader.next(); decoded != null; decoded = reader.next()) {
        if (decoded.event() != null) {
          taker.accept(decoded.event());
          events++;
        }
      }
    }
    return events;
  }
}
