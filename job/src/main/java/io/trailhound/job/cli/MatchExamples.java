package io.trailhound.job.cli;

import io.trailhound.job.source.EveryAdvance;
import io.trailhound.match.MatchRules;
import io.trailhound.match.RuleMatcher;
import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.Decoded;
import io.trailhound.rules.Rule;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkOutput;

/**
 * The events of several rules' examples in, told apart by their files; signals out only for the
 * rules that a file is for. An event is late when it would be if its file were all the input.
 *
 * <p>Why this gives what a job for each rule would: {@link ExampleGroups} sees to it that no two
 * files meet in what is kept by rule, lateness is each file's own, and what comes of events that
 * aren't late doesn't depend on how far the watermark is when they come (docs/contract.md section
 * 2).
 */
final class MatchExamples extends MatchRules {
  private static final long serialVersionUID = 1L;

  private final Map<String, Set<String>> rulesBySource;
  private final Duration lateness;
  private transient Map<String, Clock> clocks;

  /**
   * @param rulesBySource by the {@link CloudTrailEvent#source} of an example's events
   */
  MatchExamples(RuleMatcher matcher, Map<String, Set<String>> rulesBySource, Duration lateness) {
    super(matcher);
    this.rulesBySource = Map.copyOf(rulesBySource);
    this.lateness = lateness;
  }

  /** As the job's source does it: the record first, then the watermark that it moves. */
  @Override
  protected long watermark(CloudTrailEvent event, long current) {
    if (clocks == null) {
      clocks = new HashMap<>();
    }
    Clock clock = clocks.computeIfAbsent(event.source, source -> new Clock(lateness));
    long before = clock.watermark;
    clock.advance.onEvent(Decoded.of(event), event.eventTime, clock);
    return before;
  }

  @Override
  protected boolean isFor(CloudTrailEvent event, Rule rule) {
    return rulesBySource.get(event.source).contains(rule.name());
  }

  /** The event time of one file. */
  private static final class Clock implements WatermarkOutput {
    private final EveryAdvance advance;
    private long watermark = Long.MIN_VALUE;

    Clock(Duration lateness) {
      this.advance = new EveryAdvance(lateness);
    }

    @Override
    public void emitWatermark(Watermark next) {
      watermark = next.getTimestamp();
    }

    @Override
    public void markIdle() {
      throw new UnsupportedOperationException("files are never idle");
    }

    @Override
    public void markActive() {
      throw new UnsupportedOperationException("files are never idle");
    }
  }
}
