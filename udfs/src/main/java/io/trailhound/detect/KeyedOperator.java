package io.trailhound.detect;

import io.trailhound.model.DetectorKey;
import java.io.Serializable;
import java.util.List;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * An operator of the job as a savepoint knows it, for tools that read and write savepoints.
 *
 * @param uid by which a savepoint finds the operator
 * @param key what its state is keyed by
 * @param states all of its keyed state, value and map states
 */
public record KeyedOperator<K>(
    String uid, TypeInformation<K> key, List<StateDescriptor<?, ?>> states)
    implements Serializable {
  private static final TypeInformation<DetectorKey> DETECTOR = Types.POJO(DetectorKey.class);

  /**
   * All that keep keyed state, but for Flink's own CEP operators, whose state is Flink's business.
   */
  public static final List<KeyedOperator<?>> ALL =
      List.of(
          new KeyedOperator<>(NewTerms.UID, DETECTOR, List.of(NewTerms.TERMS)),
          new KeyedOperator<>(
              ValueCount.UID,
              Types.POJO(WindowKey.class),
              List.of(ValueCount.CALLS, ValueCount.PROGRESS)),
          new KeyedOperator<>(
              SlidingCount.UID,
              DETECTOR,
              List.of(SlidingCount.BUCKETS, SlidingCount.EARLY, SlidingCount.USED_UP_TO)),
          new KeyedOperator<>(
              RareRatio.UID,
              DETECTOR,
              List.of(
                  HourlyBuckets.TRUSTED,
                  HourlyBuckets.UNCOMMON,
                  RareRatio.EVENTS,
                  RareRatio.OPEN_HOURS)),
          new KeyedOperator<>(MatchOnce.UID, DETECTOR, List.of(MatchOnce.SEEN)),
          new KeyedOperator<>(
              Sequence.STEPS_UID,
              DETECTOR,
              List.of(SequenceSteps.HELD, SequenceSteps.KNOWN, SequenceSteps.EARLY_LOOK)),
          new KeyedOperator<>(
              Sequence.REVISIONS_UID,
              Types.STRING,
              List.of(SequenceRevisions.FINAL_SENT, SequenceRevisions.WITHDRAWAL)));
}
