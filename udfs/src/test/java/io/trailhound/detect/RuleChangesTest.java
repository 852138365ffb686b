package io.trailhound.detect;

import static io.trailhound.detect.Given.ALICE;
import static io.trailhound.detect.Given.DAY;
import static io.trailhound.detect.Given.HOUR;
import static io.trailhound.detect.Given.MINUTE;
import static io.trailhound.detect.Given.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.DetectorKey;
import io.trailhound.model.Group;
import io.trailhound.model.Signal;
import io.trailhound.rules.GroupField;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleInfo;
import io.trailhound.rules.Threshold;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A rule that is another one when the job goes on from its savepoint. */
@SuppressWarnings("try") // Flink's harness may throw anything on close
class RuleChangesTest {
  private static final String NAME = "rule";

  private enum Change {
    NONE,
    REMOVED,
    RENAMED,
    THRESHOLD_UP,
    THRESHOLD_DOWN,
    TWICE_AS_LONG,
    LONGER,
    HALF_AS_LONG,
    SHORTER,
    GROUP_BY,
    KIND;

    /** The rule's timespan or life. */
    Duration of(Duration timespan) {
      return switch (this) {
        case TWICE_AS_LONG -> timespan.multipliedBy(2);
        case LONGER -> timespan.multipliedBy(5).dividedBy(3);
        case HALF_AS_LONG -> timespan.dividedBy(2);
        case SHORTER -> timespan.multipliedBy(3).dividedBy(10);
        default -> timespan;
      };
    }

    long of(long threshold) {
      return this == THRESHOLD_UP ? threshold + 2 : this == THRESHOLD_DOWN ? 1 : threshold;
    }

    String ruleName() {
      return this == RENAMED ? "renamed" : NAME;
    }

    List<GroupField> groupBy() {
      GroupField arn = new GroupField("arn", Given.field("userIdentity.arn"));
      GroupField region = new GroupField("region", Given.field("cloud.region"));
      return this == GROUP_BY ? List.of(arn, region) : List.of(arn);
    }

    String group() {
      return this == GROUP_BY ? Group.join(ALICE, "us-east-1") : ALICE;
    }

    <R> List<R> unlessGone(R rule) {
      return this == REMOVED || this == KIND ? List.of() : List.of(rule);
    }
  }

  private enum Kind {
    NEW_TERMS {
      @Override
      Harness<?> open(AtomicReference<Change> change) throws Exception {
        return Harness.of(
            () -> new NewTerms(change.get().unlessGone(newTerms(change.get()))),
            DetectorKey::of,
            Types.POJO(DetectorKey.class));
      }
    },
    VALUE_COUNT {
      @Override
      Harness<?> open(AtomicReference<Change> change) throws Exception {
        return Harness.of(
            () -> new ValueCount(change.get().unlessGone(count(change.get()))),
            signal ->
                ValueCount.window(ByName.of(change.get().unlessGone(count(change.get()))), signal),
            Types.POJO(WindowKey.class));
      }
    },
    SLIDING_COUNT {
      @Override
      Harness<?> open(AtomicReference<Change> change) throws Exception {
        return Harness.of(
            () -> new SlidingCount(change.get().unlessGone(count(change.get()))),
            DetectorKey::of,
            Types.POJO(DetectorKey.class));
      }
    },
    RARE_RATIO {
      @Override
      Harness<?> open(AtomicReference<Change> change) throws Exception {
        return Harness.of(
            () -> new RareRatio(change.get().unlessGone(rareRatio(change.get()))),
            DetectorKey::of,
            Types.POJO(DetectorKey.class));
      }
    },
    MATCH {
      @Override
      Harness<?> open(AtomicReference<Change> change) throws Exception {
        return new Harness<>(
            () ->
                new KeyedProcessOperator<>(
                    new MatchOnce(
                        change.get().unlessGone(match(change.get())), Duration.ofMinutes(15))),
            signal -> new DetectorKey(signal.rule, signal.eventId),
            Types.POJO(DetectorKey.class));
      }
    };

    abstract Harness<?> open(AtomicReference<Change> change) throws Exception;
  }

  private static RuleInfo info(Change change) {
    return Given.info(change.ruleName(), "kind");
  }

  private static Rule.NewTerms newTerms(Change change) {
    return new Rule.NewTerms(
        info(change),
        List.of("base"),
        change.groupBy(),
        Given.field("source.as.number"),
        change.of(Duration.ofDays(10)));
  }

  private static Rule.ValueCount count(Change change) {
    return new Rule.ValueCount(
        info(change),
        List.of("base"),
        change.groupBy(),
        Given.field("event.action"),
        change.of(Duration.ofMinutes(30)),
        false,
        Threshold.atLeast(change.of(3)));
  }

  private static Rule.RareRatio rareRatio(Change change) {
    Duration every = change == Change.HALF_AS_LONG ? Duration.ofHours(2) : Duration.ofHours(1);
    return new Rule.RareRatio(
        info(change),
        List.of("base"),
        change.groupBy(),
        Given.field("source.as.organization.name"),
        event -> true,
        event -> true,
        change.of(Duration.ofDays(10)),
        every,
        change.of(3),
        1,
        0.5,
        5,
        1);
  }

  private static Rule.Match match(Change change) {
    return new Rule.Match(info(change), event -> true, true);
  }

  static Stream<Arguments> all() {
    return Stream.of(Kind.values())
        .flatMap(kind -> Stream.of(Change.values()).map(change -> Arguments.of(kind, change)));
  }

  @ParameterizedTest
  @MethodSource("all")
  void endsWithoutStateAndTimersAndWithEveryAlertEnded(Kind kind, Change change) throws Exception {
    for (long quietAfter : new long[] {0, 12 * MINUTE, 40 * MINUTE, 3 * HOUR, 4 * DAY, 11 * DAY}) {
      AtomicReference<Change> now = new AtomicReference<>(Change.NONE);
      try (Harness<?> harness = kind.open(now)) {
        calls(harness, kind, START, 0, Change.NONE);
        harness.watermark(START + quietAfter - 1);
        now.set(change);
        harness.snapshotAndRestore();
        calls(harness, kind, START + quietAfter, 1, change);
        harness.watermark(START + quietAfter + 5 * MINUTE);
        harness.snapshotAndRestore();
        calls(harness, kind, START + quietAfter + 40 * MINUTE, 2, change);
        for (long passed = 0; passed < 40 * DAY; passed += 7 * HOUR) {
          harness.watermark(START + quietAfter + passed);
        }
        assertThat(harness.left()).as("quiet after %d", quietAfter).isZero();
        if (isTheSameAlert(kind, change)) {
          Revisions.areInOrder(harness.alerts(), kind + " " + change + " " + quietAfter);
        }
      }
    }
  }

  /**
   * Not for rules that are gone, and not for tumbling windows that are longer now: one that was
   * final already can begin where a longer one does.
   */
  private static boolean isTheSameAlert(Kind kind, Change change) {
    return switch (change) {
      case REMOVED, KIND, RENAMED, GROUP_BY -> false;
      case TWICE_AS_LONG -> kind != Kind.VALUE_COUNT;
      default -> true;
    };
  }

  private static void calls(Harness<?> harness, Kind kind, long from, int part, Change change)
      throws Exception {
    for (int i = 0; i < 6; i++) {
      long time = from + i * 7L * MINUTE;
      String id = "id" + part + i;
      boolean ratio = kind == Kind.RARE_RATIO;
      Signal call =
          Given.signal(
              change.ruleName(), change.group(), time, id, ratio ? "M247" : "value" + part + i);
      call.sensitive = true;
      harness.signal(call);
      if (ratio) {
        harness.signal(
            new Signal(call.rule, call.group, time, "trusted" + id, "Amazon.com, Inc.", null));
      }
    }
  }
}
