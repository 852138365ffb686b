package io.trailhound.benchmarks;

import io.trailhound.enrich.AsnCache;
import io.trailhound.enrich.AsnDatabase;
import io.trailhound.match.RuleMatcher;
import io.trailhound.model.CloudTrailEvent;
import io.trailhound.rules.RuleBook;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** What happens to a decoded event before it's shuffled, an event: look-up and conditions. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MatchBenchmark {
  private List<CloudTrailEvent> events;
  private AsnDatabase networks;
  private AsnCache cache;
  private RuleMatcher matcher;

  @Setup
  public void setUp() throws IOException {
    RuleBook rules = SampleRecords.rules();
    events = SampleRecords.events(rules);
    matcher = new RuleMatcher(rules);
    cache = new AsnCache();
    Path file = Path.of(AsnFiles.file(SampleRecords.home()));
    try (InputStream in = Files.newInputStream(file)) {
      networks = AsnDatabase.read(in, file.toString());
    }
    events.forEach(event -> cache.enrich(networks, event));
  }

  /** In the database itself. */
  @Benchmark
  @OperationsPerInvocation(SampleRecords.COUNT)
  public void lookUp(Blackhole out) {
    for (CloudTrailEvent event : events) {
      if (event.sourceIp != null) {
        out.consume(networks.lookUp(event.sourceIp));
      }
    }
  }

  /** With the answers for addresses seen lately in front of it. */
  @Benchmark
  @OperationsPerInvocation(SampleRecords.COUNT)
  public void lookUpCached(Blackhole out) {
    for (CloudTrailEvent event : events) {
      event.asNumber = 0;
      event.asOrganization = null;
      cache.enrich(networks, event);
      out.consume(event);
    }
  }

  /** All conditions of the shipped rules. */
  @Benchmark
  @OperationsPerInvocation(SampleRecords.COUNT)
  public void match(Blackhole out) {
    for (CloudTrailEvent event : events) {
      matcher.match(event, (rule, signal) -> out.consume(signal));
    }
  }
}
