package io.trailhound.benchmarks;

import io.trailhound.benchmarks.workload.Spread;
import io.trailhound.benchmarks.workload.Trail;
import io.trailhound.benchmarks.workload.Workload;
import io.trailhound.local.FlinkCluster;
import io.trailhound.local.FlinkLayout;
import io.trailhound.local.KafkaBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * How long it takes from an event's arrival in Kafka to the early alert that it causes in the alert
 * topic, at least once: a real broker, a real cluster of one TaskManager, the jar. Both times are
 * the broker's own, written when it appends a record; the last line also has the way to a consumer.
 *
 * <p>Arguments: events a second (default 2000), seconds to measure (default 120) after 30 s to warm
 * up, options of {@code flink run} such as {@code -Dexecution.buffer-timeout.interval=10ms}.
 */
public final class AlertDelay {
  private static final int WARM_UP = 30;
  private static final long PRINCIPALS = 5_000;
  private static final String TRAIL = "trail";
  private static final String ALERTS = "alerts";

  private final Path home = Path.of(System.getProperty("trailhound.home", ".")).toAbsolutePath();
  private final int perSecond;
  private final int seconds;
  private final List<String> options = new ArrayList<>(List.of("-p", "2"));

  private AlertDelay(int perSecond, int seconds, List<String> options) {
    this.perSecond = perSecond;
    this.seconds = seconds;
    this.options.addAll(options);
  }

  public static void main(String[] args) throws Exception {
    int perSecond = args.length > 0 ? Integer.parseInt(args[0]) : 2000;
    int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 120;
    List<String> options = args.length > 2 ? List.of(args).subList(2, args.length) : List.of();
    Path folder = Files.createTempDirectory("trailhound-delay");
    new AlertDelay(perSecond, seconds, options).run(folder);
    delete(folder);
  }

  private void run(Path folder) throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(folder.resolve("kafka"));
        FlinkCluster cluster = FlinkCluster.start(folder.resolve("flink"), layout())) {
      createTopics(broker);
      String job = cluster.submit(jar(), options, arguments(broker.servers()));
      while (!cluster.rest().allTasksRun(job)) {
        TimeUnit.MILLISECONDS.sleep(200);
      }
      AlertReader reader = new AlertReader(broker.servers(), ALERTS);
      reader.start();
      Feeder feeder = new Feeder(broker.servers(), TRAIL, trail());
      long measureFrom = System.currentTimeMillis() + WARM_UP * 1000L;
      feeder.feed(perSecond, WARM_UP + seconds);
      TimeUnit.SECONDS.sleep(5); // what is still under way
      report(feeder, reader.end(), measureFrom);
    }
  }

  /** Some hundred MB. After an error it's left, for its logs. */
  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static FlinkLayout layout() {
    FlinkLayout small = FlinkLayout.forTests(1, 2, Map.of());
    return new FlinkLayout(
        small.restPort(), small.rpcPort(), 0, 1, 2, "768m", "1536m", small.settings());
  }

  private static void createTopics(KafkaBroker broker) throws Exception {
    Map<String, String> brokersClock = Map.of("message.timestamp.type", "LogAppendTime");
    try (Admin admin = broker.admin()) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(TRAIL, 4, (short) 1).configs(brokersClock),
                  new NewTopic(ALERTS, 1, (short) 1).configs(brokersClock)))
          .all()
          .get();
    }
  }

  /** Of as many principals as all benchmarks have; its own length doesn't matter here. */
  private Trail trail() throws IOException {
    return new Workload(home, 1, Workload.FEWEST, PRINCIPALS, Spread.ZIPF).trail();
  }

  private Path jar() {
    return home.resolve("job/target/trailhound.jar");
  }

  /** A short lateness, so that final alerts and cleaning go on while it's measured. */
  private List<String> arguments(String servers) {
    return List.of(
        "--source=kafka",
        "--sink=kafka",
        "--kafka-servers=" + servers,
        "--kafka-topic=" + TRAIL,
        "--kafka-start=earliest",
        "--alerts-topic=" + ALERTS,
        "--lateness=1m",
        "--asn-db=" + home.resolve("testdata/asn/trailhound-demo.mmdb"));
  }

  private void report(Feeder feeder, List<AlertReader.Seen> alerts, long measureFrom) {
    Map<String, List<Long>> byRule = new TreeMap<>();
    List<Long> all = new ArrayList<>();
    List<Long> read = new ArrayList<>();
    for (AlertReader.Seen alert : alerts) {
      long arrived =
          alert.eventIds().stream().mapToLong(feeder.appended()::get).max().orElseThrow();
      if (arrived >= measureFrom) {
        byRule
            .computeIfAbsent(alert.rule(), rule -> new ArrayList<>())
            .add(alert.appended() - arrived);
        all.add(alert.appended() - arrived);
        read.add(alert.read() - arrived);
      }
    }
    System.out.printf(
        "%,d events, %d attackers; %d s warm-up, %d s measured%n",
        feeder.sent(), feeder.attackers(), WARM_UP, seconds);
    System.out.printf("%-40s %8s %8s %8s %8s%n", "", "alerts", "p50 ms", "p99 ms", "max ms");
    byRule.forEach(AlertDelay::line);
    line("all, in the topic", all);
    line("all, at a consumer", read);
  }

  private static void line(String what, List<Long> delays) {
    Collections.sort(delays);
    System.out.printf(
        Locale.ROOT,
        "%-40s %8d %8d %8d %8d%n",
        what,
        delays.size(),
        at(delays, 0.50),
        at(delays, 0.99),
        at(delays, 1));
  }

  /** The smallest value that so large a part of all does not exceed. */
  private static long at(List<Long> sorted, double part) {
    return sorted.get((int) Math.ceil(part * sorted.size()) - 1);
  }
}
