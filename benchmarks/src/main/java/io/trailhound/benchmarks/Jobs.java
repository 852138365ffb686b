package io.trailhound.benchmarks;

import io.trailhound.benchmarks.WholeJob.Outcome;
import io.trailhound.benchmarks.measure.Sample;
import io.trailhound.benchmarks.measure.Stopwatch;
import io.trailhound.benchmarks.tutorial.DuckDbBatch;
import io.trailhound.benchmarks.workload.Workload;
import io.trailhound.model.Alert;
import io.trailhound.rules.RuleBook;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Workloads in, what a job over them took out; what it found is checked each time. */
final class Jobs implements AutoCloseable {
  private static final String SHIPPED = "shipped";

  private final Inputs inputs;
  private final RuleBook shipped;
  private final Clusters clusters = new Clusters();
  private final Map<String, Long> wrong = new TreeMap<>();
  private KafkaTrail topic;
  private double shuffledPerEvent;

  /**
   * @param shipped the rules of all jobs, unless they bring others
   */
  Jobs(Inputs inputs, RuleBook shipped) {
    this.inputs = inputs;
    this.shipped = shipped;
  }

  /** A job that somebody else wrote. */
  interface Draw {
    /**
     * @param file of records
     * @param lateness how far the watermark trails
     */
    DataStream<Alert> draw(
        StreamExecutionEnvironment env, Path file, String asnFile, Duration lateness);
  }

  /**
   * Bytes that left the chain of source and matching in the first run from a file with the shipped
   * rules, an event; 0 before one.
   */
  double shuffledPerEvent() {
    return shuffledPerEvent;
  }

  /** The shipped rules over a file. */
  Sample fromFile(int parallelism, String backend, Workload load) throws Exception {
    WholeJob.Input input = WholeJob.files(inputs.file(load), shipped);
    Outcome outcome = run(detection(parallelism, backend, input, shipped), load, SHIPPED);
    if (shuffledPerEvent == 0) {
      shuffledPerEvent = (double) outcome.shuffled() / load.events();
    }
    return outcome.sample();
  }

  /**
   * Other rules over a file, on the heap.
   *
   * @param name of the rules
   */
  Sample fromFile(RuleBook rules, String name, Workload load) throws Exception {
    WholeJob.Input input = WholeJob.files(inputs.file(load), rules);
    return run(detection(1, WholeJob.HEAP, input, rules), load, name).sample();
  }

  /**
   * The job as {@code run} draws it, on the heap.
   *
   * @param name of what it finds
   * @param all whether with all that goes beyond alerts of rules
   */
  Sample started(String name, boolean all, Workload load) throws Exception {
    try (StartedJob job = new StartedJob(inputs, load, all)) {
      return run(new WholeJob(1, WholeJob.HEAP, job), load, name).sample();
    }
  }

  /** The shipped rules over a topic, on the heap. */
  Sample fromKafka(Workload load) throws Exception {
    if (topic == null) {
      topic = new KafkaTrail(inputs.folder().resolve("kafka"), load);
    }
    return run(detection(1, WholeJob.HEAP, topic.input(shipped), shipped), load, SHIPPED).sample();
  }

  /**
   * What {@code draw} draws over a file: its alerts aren't all of ours, but it finds the attacks.
   */
  Sample other(Draw draw, String name, String backend, Workload load) throws Exception {
    Path file = inputs.file(load);
    String networks = AsnFiles.file(inputs.home());
    WholeJob.Graph graph = env -> draw.draw(env, file, networks, WholeJob.LATENESS);
    Outcome outcome = new WholeJob(1, backend, graph).run(load.events(), clusters);
    wrong.put(name, outcome.alerts().wrong(load));
    return outcome.sample();
  }

  /** What queries over a file find, which is checked as it is for {@link #other}. */
  Sample duckDb(int threads, String name, Workload load) throws Exception {
    Path file = inputs.file(load);
    Stopwatch watch = new Stopwatch();
    try (DuckDbBatch batch = new DuckDbBatch(threads)) {
      List<Alert> alerts = batch.run(file, AsnFiles.file(inputs.home()));
      Sample sample = watch.stop(load.events());
      wrong.put(name, FinalAlerts.of(alerts.stream().map(FinalAlerts::line).toList()).wrong(load));
      return sample;
    }
  }

  /** Of jobs that others wrote, by name: planted attacks not found, or more than once. */
  Map<String, Long> wrong() {
    return wrong;
  }

  private WholeJob detection(
      int parallelism, String backend, WholeJob.Input input, RuleBook rules) {
    return new WholeJob(parallelism, backend, WholeJob.detection(input, rules, inputs.home()));
  }

  private Outcome run(WholeJob job, Workload load, String rules) throws Exception {
    Outcome outcome = job.run(load.events(), clusters);
    inputs.check(load, rules, outcome.alerts());
    return outcome;
  }

  @Override
  public void close() {
    clusters.close();
    if (topic != null) {
      topic.close();
    }
  }
}
