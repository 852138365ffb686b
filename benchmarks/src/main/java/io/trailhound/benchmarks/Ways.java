package io.trailhound.benchmarks;

import static io.trailhound.benchmarks.WholeJob.HEAP;
import static io.trailhound.benchmarks.WholeJob.ROCKSDB;

import io.trailhound.benchmarks.measure.Way;
import io.trailhound.benchmarks.tutorial.SqlJob;
import io.trailhound.benchmarks.tutorial.TutorialJob;
import io.trailhound.benchmarks.workload.Spread;
import io.trailhound.benchmarks.workload.Workload;
import io.trailhound.enrich.AsnDatabase;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.sigma.RuleLoader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Parts in, the ways that are measured for them out, with those that they go against. */
final class Ways {
  /** Keys: the floor, which all processor time is told in, and the plain jobs. */
  static final String PARSE = "parse";

  static final String JOB_HEAP = "heap";
  private static final String JOB_HEAP_2 = "heap-2";
  static final String JOB_ROCKSDB = "rocksdb";

  /** The job as its user starts it, alone and with everything. */
  static final String RUN = "run";

  static final String ALL_ON = "all-on";

  private static final String UNIFORM = "uniform";
  private static final int SHIPPED_RULES = 8;
  private static final long MANY_PRINCIPALS = 1_000_000;

  /**
   * Of the events the part that a tutorial's job gets on RocksDB: all took a quarter of an hour.
   */
  private static final long TUTORIAL_PART = 10;

  private final Map<String, Way> all = new LinkedHashMap<>();
  private final Inputs inputs;
  private final Jobs jobs;
  private final RuleBook rules;
  private final Workload usual;

  private Ways(Inputs inputs, Jobs jobs, RuleBook rules, Workload usual) {
    this.inputs = inputs;
    this.jobs = jobs;
    this.rules = rules;
    this.usual = usual;
  }

  /**
   * @param usual the workload, unless a part brings another
   */
  static List<Way> of(Set<Part> parts, Inputs inputs, Jobs jobs, RuleBook rules, Workload usual)
      throws IOException {
    Ways ways = new Ways(inputs, jobs, rules, usual);
    ways.add(
        Way.of(
            PARSE, "parsing 20 fields, Jackson, one thread", PARSE, () -> ways.thread().parse()));
    for (Part part : parts) {
      ways.add(part);
    }
    return List.copyOf(ways.all.values());
  }

  private void add(Part part) throws IOException {
    switch (part) {
      case THREAD -> thread(networks());
      case JOB -> job();
      case RULES -> rules();
      case SKEW -> skew();
      case PRINCIPALS -> principals();
      case ALL_ON -> allOn();
      case KAFKA -> kafka();
      case TUTORIAL -> tutorial();
      case SQL -> sql();
      case DUCKDB -> duckDb();
      case STATE, HOSTILE -> {} // figures, not ways
    }
  }

  private void add(Way way) {
    all.putIfAbsent(way.key(), way);
  }

  private OneThread thread() throws IOException {
    return new OneThread(inputs.file(usual), usual.events());
  }

  private void thread(AsnDatabase networks) {
    add(Way.of("bytes", "reading bytes", PARSE, () -> thread().bytes()));
    add(Way.of("decode", "the decoder", PARSE, () -> thread().decode(rules)));
    add(
        Way.of(
                "match",
                "decoding, networks, matching",
                PARSE,
                () -> thread().match(rules, networks))
            .atLeast(1.0));
  }

  private AsnDatabase networks() throws IOException {
    Path file = Path.of(AsnFiles.file(inputs.home()));
    try (InputStream in = Files.newInputStream(file)) {
      return AsnDatabase.read(in, file.toString());
    }
  }

  private Way job(
      String key, String name, String against, int parallelism, String backend, Workload load) {
    return Way.of(key, name, against, () -> jobs.fromFile(parallelism, backend, load));
  }

  private void heap() {
    add(
        job(JOB_HEAP, "whole job, heap, parallelism 1", PARSE, 1, HEAP, usual)
            .atLeast(0.75)
            .floorsAtMost(2));
  }

  private Way heap2() {
    return job(JOB_HEAP_2, "whole job, heap, parallelism 2", JOB_HEAP, 2, HEAP, usual);
  }

  private void rocksDb() {
    add(
        job(JOB_ROCKSDB, "whole job, RocksDB, parallelism 1", PARSE, 1, ROCKSDB, usual)
            .atLeast(0.45)
            .floorsAtMost(4));
  }

  private void job() {
    heap();
    rocksDb();
    add(heap2());
    add(job("rocksdb-2", "whole job, RocksDB, parallelism 2", JOB_ROCKSDB, 2, ROCKSDB, usual));
  }

  private void rules() throws IOException {
    heap();
    for (int count : List.of(57, 300, 800)) {
      Path folder = Files.createDirectory(inputs.folder().resolve("rules-" + count));
      new PublicLikeRules(usual.operations()).write(folder, count - SHIPPED_RULES);
      RuleBook more = RuleLoader.load(null, List.of(folder));
      String key = "rules-" + count;
      String name = "whole job, " + count + " rules, heap";
      add(
          Way.of(key, name, JOB_HEAP, () -> jobs.fromFile(more, key, usual))
              .atLeast(count == 800 ? 0.85 : 0));
    }
  }

  private void skew() {
    Workload uniform = inputs.workload(usual.principals(), Spread.UNIFORM);
    Workload one = inputs.workload(usual.principals(), Spread.ONE);
    add(job(UNIFORM, "all principals alike, heap, parallelism 2", PARSE, 2, HEAP, uniform));
    add(
        job("skew", "one has 90 % of the events, heap, parallelism 2", UNIFORM, 2, HEAP, one)
            .atLeast(0.5));
  }

  private void principals() {
    rocksDb();
    Workload many = inputs.workload(MANY_PRINCIPALS, Spread.ZIPF);
    add(
        job("principals", "1,000,000 principals, RocksDB", JOB_ROCKSDB, 1, ROCKSDB, many)
            .atLeast(0.6));
  }

  private void allOn() {
    add(started(RUN, "run, alerts to a file, heap", PARSE, false));
    add(started(ALL_ON, "the same, suppress to OCSF all on", RUN, true).atLeast(0.85));
  }

  private Way started(String key, String name, String against, boolean all) {
    return Way.of(key, name, against, () -> jobs.started(key, all, usual));
  }

  private void kafka() {
    heap();
    add(
        Way.of("kafka", "whole job from Kafka, heap", JOB_HEAP, () -> jobs.fromKafka(usual))
            .atLeast(0.7));
  }

  private void tutorial() {
    heap();
    rocksDb();
    Workload fewer = inputs.fewer(usual, TUTORIAL_PART);
    add(other("tutorial", "a tutorial's job, heap", JOB_HEAP, HEAP, usual, TutorialJob::draw));
    add(
        other(
            "tutorial-rocksdb",
            "a tutorial's job, RocksDB",
            JOB_ROCKSDB,
            ROCKSDB,
            fewer,
            TutorialJob::draw));
  }

  private void sql() {
    heap();
    add(other("sql", "the same rules in Flink SQL, heap", JOB_HEAP, HEAP, usual, SqlJob::draw));
  }

  /** With as many threads as the job that it goes against has slots. */
  private void duckDb() {
    heap();
    add(duckDb("duckdb", "the same rules in DuckDB, one thread", JOB_HEAP, 1));
    add(heap2());
    add(duckDb("duckdb-2", "the same rules in DuckDB, two threads", JOB_HEAP_2, 2));
  }

  private Way duckDb(String key, String name, String against, int threads) {
    return Way.of(key, name, against, () -> jobs.duckDb(threads, key, usual));
  }

  private Way other(
      String key, String name, String against, String backend, Workload load, Jobs.Draw draw) {
    return Way.of(key, name, against, () -> jobs.other(draw, key, backend, load));
  }
}
