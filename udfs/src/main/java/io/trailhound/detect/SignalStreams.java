package io.trailhound.detect;

import io.trailhound.match.MatchRules;
import io.trailhound.model.Signal;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/**
 * All signals of events: what {@link MatchRules} gives, and what takes the way by {@link
 * GroupByActor}.
 *
 * @param byActor empty where no rule groups by who is behind a call
 */
public record SignalStreams(
    SingleOutputStreamOperator<Signal> matched,
    Optional<SingleOutputStreamOperator<Signal>> byActor) {

  /**
   * Those for the detectors of a kind of rule. No {@code rare_ratio} groups by who is behind a
   * call, and its signals, by far the most, are gathered in one chain with the source: behind a
   * union they would not be.
   */
  public DataStream<Signal> to(OutputTag<Signal> tag) {
    DataStream<Signal> direct = MatchRules.output(matched, tag);
    if (tag.equals(MatchRules.RARE_RATIO)) {
      return direct;
    }
    return byActor.map(others -> direct.union(MatchRules.output(others, tag))).orElse(direct);
  }

  TypeInformation<Signal> type() {
    return matched.getType();
  }
}
