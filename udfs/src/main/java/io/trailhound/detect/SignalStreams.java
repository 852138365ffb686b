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

  /** Those for the detectors of a kind of rule. */
  public DataStream<Signal> to(OutputTag<Signal> tag) {
    DataStream<Signal> direct = MatchRules.output(matched, tag);
    return byActor.map(others -> direct.union(MatchRules.output(others, tag))).orElse(direct);
  }

  TypeInformation<Signal> type() {
    return matched.getType();
  }
}
