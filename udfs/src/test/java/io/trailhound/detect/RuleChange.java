package io.trailhound.detect;

import static io.trailhound.detect.Given.ALICE;

import io.trailhound.model.Group;
import io.trailhound.rules.GroupField;
import java.time.Duration;
import java.util.List;

/** What may have become of a rule when the job goes on from its savepoint. */
enum RuleChange {
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
  /** One of another operator's, as a tumbling count that slides now. */
  KIND,
  /** For counts: one of the others of the same operator. */
  COUNT_1,
  COUNT_2,
  COUNT_3,
  COUNT_4,
  COUNT_5,
  COUNT_6;

  /** How far behind the form that it was another count is; 0 where it's the same. */
  int forms() {
    return switch (this) {
      case COUNT_1 -> 1;
      case COUNT_2 -> 2;
      case COUNT_3 -> 3;
      case COUNT_4 -> 4;
      case COUNT_5 -> 5;
      case COUNT_6 -> 6;
      default -> 0;
    };
  }

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

  List<GroupField> groupBy() {
    GroupField arn = new GroupField("arn", Given.field("userIdentity.arn"));
    GroupField region = new GroupField("region", Given.field("cloud.region"));
    return this == GROUP_BY ? List.of(arn, region) : List.of(arn);
  }

  String group() {
    return this == GROUP_BY ? Group.join(ALICE, "us-east-1") : ALICE;
  }

  boolean isGone() {
    return this == REMOVED || this == KIND;
  }

  /** Whether it's the same rule by its name and groups, so that its alerts are ended. */
  boolean keepsAlerts() {
    return !isGone() && this != RENAMED && this != GROUP_BY;
  }
}
