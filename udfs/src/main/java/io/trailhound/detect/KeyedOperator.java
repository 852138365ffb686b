package io.trailhound.detect;

import static io.trailhound.detect.KeptState.map;
import static io.trailhound.detect.KeptState.value;

import io.trailhound.match.MatchRules;
import io.trailhound.model.Alert;
import io.trailhound.model.DetectorKey;
import io.trailhound.model.KeyGrant;
import io.trailhound.model.KeyHolder;
import io.trailhound.model.Signal;
import io.trailhound.rules.Links;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * An operator of the job as a savepoint knows it, for tools that read and write savepoints.
 *
 * @param uid by which a savepoint finds the operator
 * @param key what its state is keyed by
 * @param states all of its keyed state, value and map states
 */
public record KeyedOperator<K>(String uid, TypeInformation<K> key, List<KeptState> states)
    implements Serializable {
  private static final TypeInformation<DetectorKey> DETECTOR = Types.POJO(DetectorKey.class);

  /** All that every job has, or with its configuration may have; {@link #cep} has the others. */
  public static final List<KeyedOperator<?>> ALL =
      List.of(
          new KeyedOperator<>(
              NewTerms.UID,
              DETECTOR,
              List.of(
                  map(NewTerms.TERMS, String.class, TermHistory.class),
                  map(NewTerms.DUE_SIZES, Long.class, Integer.class),
                  map(NewTerms.DUE, Slot.class, String.class))),
          new KeyedOperator<>(
              ValueCount.UID,
              Types.POJO(WindowKey.class),
              List.of(
                  map(ValueCount.CALLS, String.class, Call.class),
                  value(ValueCount.PROGRESS, ValueCount.Progress.class),
                  map(ValueCount.VALUES, String.class, Boolean.class))),
          new KeyedOperator<>(
              SlidingCount.UID,
              DETECTOR,
              List.of(
                  map(CallsOf010.BUCKETS, Long.class, CallBucket.class),
                  map(CallsOf010.EARLY, Long.class, Boolean.class),
                  value(SlidingCount.USED_UP_TO, Long.class),
                  value(SlidingCount.LAID_OUT, String.class),
                  map(HeldCalls.SIZES, Long.class, Integer.class),
                  map(HeldCalls.CALLS, Slot.class, Call.class),
                  map(HeldCalls.IDS, CallId.class, Boolean.class),
                  map(Stretches.STATE, Long.class, Stretch.class),
                  map(MovingCount.VALUES, String.class, Integer.class),
                  map(MovingCount.NEXT, Long.class, Long.class),
                  value(MovingCount.INSIDE, MovingCount.Inside.class),
                  map(MovingNumbers.BY_TIME, Long.class, NumbersAt.class),
                  value(MovingNumbers.INSIDE, NumbersAt.class),
                  map(NumberTree.NODES, String.class, int[].class),
                  map(NumberTree.LEAVES, String.class, long[].class),
                  value(EarlySums.TOLD, SumsTold.class))),
          new KeyedOperator<>(
              RareRatio.UID,
              DETECTOR,
              List.of(
                  map(HourlyBuckets.TRUSTED, Long.class, TrustedHour.class),
                  map(HourlyBuckets.UNCOMMON, Long.class, UncommonHour.class),
                  value(HourlyBuckets.UNCOMMON_COUNTS, long[].class),
                  map(HourlyBuckets.CLOSED, Long.class, ClosedHours.class),
                  value(HourlyBuckets.HOURS, long[].class),
                  map(RareRatio.EVENTS, EventHash.class, Long.class),
                  value(RareRatio.OPEN_HOURS, OpenHours.class))),
          new KeyedOperator<>(
              MatchOnce.UID, DETECTOR, List.of(value(MatchOnce.SEEN, Boolean.class))),
          new KeyedOperator<>(
              Suppress.UID,
              DETECTOR,
              List.of(
                  value(QuietState.PERIODS, QuietPeriods.class),
                  map(QuietState.MOMENTS, Long.class, QuietMoment.class),
                  map(QuietState.TOLD, Long.class, QuietTold.class),
                  map(QuietState.EARLY, String.class, Alert.class),
                  map(QuietState.PLACES, String.class, Long.class))),
          new KeyedOperator<>(
              ResolveKeys.UID,
              Types.STRING,
              List.of(
                  value(ResolveKeys.GRANT, KeyGrant.class),
                  value(ResolveKeys.TOLD, KeyHolder.class),
                  value(ResolveKeys.BEHIND, String.class))),
          new KeyedOperator<>(
              GroupByActor.UID,
              Types.STRING,
              List.of(
                  value(GroupByActor.HOLDER, KeyHolder.class),
                  map(GroupByActor.WAITING, String.class, Signal.class))),
          new KeyedOperator<>(
              AddActor.UID,
              Types.STRING,
              List.of(
                  value(AddActor.HOLDER, KeyHolder.class),
                  map(AddActor.WAITING, String.class, Alert.class))),
          new KeyedOperator<>(
              Incidents.UID,
              Types.STRING,
              List.of(
                  map(OpenIncidents.ALERTS, String.class, Alert.class),
                  map(OpenIncidents.TOLD, Long.class, IncidentTold.class),
                  value(Incidents.PACE, IncidentPace.class))),
          new KeyedOperator<>(
              LastChain.UID, Types.STRING, List.of(value(LastChain.TOLD, ChainPlace.class))),
          new KeyedOperator<>(
              TrailSilence.UID,
              Types.STRING,
              List.of(
                  map(Trails.TRAILS, String.class, Trail.class),
                  map(Trails.MINUTES, HeardMinute.class, Heard.class))),
          new KeyedOperator<>(
              Sequence.STEPS_UID,
              DETECTOR,
              List.of(
                  map(KnownSteps.HELD, StepId.class, HeldStep.class),
                  map(KnownSteps.EDGES, StepTime.class, StepEdges.class),
                  map(KnownSteps.KNOWN, StepTime.class, Signal.class),
                  map(KnownSteps.PLACES, String.class, StepTime.class),
                  map(KnownSteps.FINAL, String.class, Long.class),
                  map(KnownSteps.SHARED, StepTime.class, Integer.class),
                  map(StepBatches.DUE_SIZES, Long.class, Integer.class),
                  map(StepBatches.DUE, Slot.class, StepId.class),
                  value(FinalSearch.HANDED, Handed.class),
                  map(StepIndex.STRETCHES, Long.class, StepStretch.class),
                  value(SequenceSteps.EARLY_LOOK, EarlyLook.class))),
          new KeyedOperator<>(
              Sequence.REVISIONS_UID,
              Types.STRING,
              List.of(
                  value(SequenceRevisions.FINAL_SENT, Boolean.class),
                  value(SequenceRevisions.WITHDRAWAL, Alert.class))));

  /** The same in all stages of correlations that rules may bring with them. */
  public static final List<KeyedOperator<?>> OF_ALL_STAGES =
      IntStream.rangeClosed(1, Links.MOST_STAGES)
          .boxed()
          .<KeyedOperator<?>>flatMap(stage -> ALL.stream().flatMap(it -> it.in(stage).stream()))
          .toList();

  private Optional<KeyedOperator<K>> in(int stage) {
    boolean staged =
        List.of(ValueCount.UID, SlidingCount.UID, Sequence.STEPS_UID, Sequence.REVISIONS_UID)
            .contains(uid);
    return stage == 1 || staged
        ? Optional.of(new KeyedOperator<>(Stages.uid(uid, stage), key, states))
        : Optional.empty();
  }

  /** The operator of a uid that a job may have. */
  public static Optional<KeyedOperator<?>> of(String uid) {
    return Stream.<KeyedOperator<?>>concat(
            OF_ALL_STAGES.stream(), Stream.of(cep(uid)).filter(it -> it.isCep()))
        .filter(it -> it.uid().equals(uid))
        .findFirst();
  }

  /** Whether it's the uid of an operator that knows something of events, keyed or not. */
  public static boolean isOfDetection(String uid) {
    return uid.equals(MatchRules.UID) || of(uid).isPresent();
  }

  /** Flink's own operator for a sequence rule, by its uid. */
  public static KeyedOperator<DetectorKey> cep(String uid) {
    return new KeyedOperator<>(uid, DETECTOR, CepState.ALL);
  }

  public boolean isCep() {
    return uid.startsWith(Sequence.CEP_UID_PREFIX);
  }
}
