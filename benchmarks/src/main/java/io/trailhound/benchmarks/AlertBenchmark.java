package io.trailhound.benchmarks;

import io.trailhound.alert.EcsAlert;
import io.trailhound.detect.AlertFactory;
import io.trailhound.match.RuleMatcher;
import io.trailhound.model.Alert;
import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.Signal;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** An alert made of a signal, and an alert written as its document. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AlertBenchmark {
  private Rule.Match rule;
  private Signal signal;
  private Alert alert;
  private EcsAlert document;

  @Setup
  public void setUp() throws IOException {
    RuleBook book =
        DetectorAttacks.book(
            """
            title: A call
            name: call
            logsource: {product: aws, service: cloudtrail}
            detection: {selection: {eventSource: '*'}, condition: selection}
            """);
    List<CloudTrailEvent> events = SampleRecords.events(book);
    new RuleMatcher(book)
        .match(
            events.get(0),
            (matched, found) -> {
              rule = (Rule.Match) matched;
              signal = found;
            });
    alert = make();
    document = new EcsAlert(book.rules(), "benchmark");
  }

  @Benchmark
  public Alert make() {
    return AlertFactory.match(rule, signal);
  }

  @Benchmark
  public String write() {
    return document.toJson(alert);
  }
}
