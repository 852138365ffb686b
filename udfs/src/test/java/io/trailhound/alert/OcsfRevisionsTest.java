package io.trailhound.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.detect.SilenceRule;
import io.trailhound.model.Alert;
import io.trailhound.model.Suppressed;
import io.trailhound.rules.GroupField;
import io.trailhound.rules.Rule;
import io.trailhound.rules.Threshold;
import io.trailhound.rules.condition.Conditions;
import io.trailhound.rules.sigma.TestFields;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The first revision of an alert creates a finding, others update it, the last may close it. */
class OcsfRevisionsTest {
  private static final Pattern ACTIVITY = Pattern.compile("\"activity_name\":\"(\\w+)\"");

  private static final Rule MATCH =
      new Rule.Match(EcsAlertTest.info("call", "match"), Conditions.and(List.of()), true);
  private static final Rule COUNT = count(Threshold.atLeast(5));
  private static final Rule FEW = count(new Threshold(0, 3, null));
  private static final Rule TERMS =
      new Rule.NewTerms(
          EcsAlertTest.info("seen", "new_terms"),
          List.of("base"),
          List.of(arn()),
          TestFields.named("source.as.number"),
          Duration.ofDays(10));

  private static GroupField arn() {
    return new GroupField("userIdentity.arn", TestFields.named("userIdentity.arn"));
  }

  private static Rule count(Threshold threshold) {
    return new Rule.ValueCount(
        EcsAlertTest.info("burst", "value_count"),
        List.of("base"),
        List.of(arn()),
        TestFields.named("userAgent"),
        Duration.ofMinutes(10),
        false,
        threshold);
  }

  private static String activity(Rule rule, String phase, Consumer<Alert> more) {
    return activity(rule, phase, false, false, more);
  }

  private static String activity(
      Rule rule, String phase, boolean finalsOnly, boolean actors, Consumer<Alert> more) {
    Alert alert = new Alert();
    alert.id = "1f";
    alert.rule = rule.name();
    alert.phase = phase;
    more.accept(alert);
    Matcher found =
        ACTIVITY.matcher(
            new OcsfAlert(List.of(rule), "1", Optional.empty(), finalsOnly, actors).toJson(alert));
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  private static void nothing(Alert alert) {}

  private static Consumer<Alert> suppressed(long revision) {
    return alert -> {
      alert.suppressed = new Suppressed();
      alert.suppressed.revision = revision;
    };
  }

  private static Consumer<Alert> seen(long first, long announced) {
    return alert -> {
      alert.firstSeen = first;
      alert.announced = announced;
    };
  }

  @Test
  void anEarlyOneIsTheFirstAndTheFinalOneTheNext() {
    assertThat(activity(COUNT, Alert.EARLY, OcsfRevisionsTest::nothing)).isEqualTo("Create");
    assertThat(activity(COUNT, Alert.FINAL, OcsfRevisionsTest::nothing)).isEqualTo("Update");
    assertThat(activity(COUNT, Alert.WITHDRAWN, OcsfRevisionsTest::nothing)).isEqualTo("Close");
  }

  @Test
  void whatIsNeverEarlyIsCreatedByItsFinal() {
    assertThat(activity(MATCH, Alert.FINAL, OcsfRevisionsTest::nothing)).isEqualTo("Create");
    assertThat(activity(FEW, Alert.FINAL, OcsfRevisionsTest::nothing)).isEqualTo("Create");
    assertThat(activity(COUNT, Alert.FINAL, true, false, OcsfRevisionsTest::nothing))
        .isEqualTo("Create");
  }

  /** When an event of before comes, the same alert is told early again. */
  @Test
  void anEarlierFirstSightingUpdatesTheFinding() {
    assertThat(activity(TERMS, Alert.EARLY, seen(20, 20))).isEqualTo("Create");
    assertThat(activity(TERMS, Alert.EARLY, seen(10, 20))).isEqualTo("Update");
  }

  @Test
  void revisionsOfAPeriodHaveNumbers() {
    assertThat(activity(MATCH, Alert.EARLY, suppressed(1))).isEqualTo("Create");
    assertThat(activity(MATCH, Alert.EARLY, suppressed(2))).isEqualTo("Update");
    assertThat(activity(MATCH, Alert.FINAL, suppressed(2))).isEqualTo("Update");
    assertThat(activity(MATCH, Alert.FINAL, suppressed(1))).isEqualTo("Create");
  }

  @Test
  void whatAddsItsIncidentUpdatesTheFinding() {
    assertThat(activity(MATCH, Alert.FINAL, alert -> alert.incidentId = "2e")).isEqualTo("Update");
    assertThat(activity(COUNT, Alert.FINAL, true, false, alert -> alert.incidentId = "2e"))
        .isEqualTo("Update");
  }

  @Test
  void ofASessionWhoseActorIsLookedForAnEarlyOneWentBefore() {
    Consumer<Alert> session =
        alert -> {
          alert.activity = EcsAlertTest.alice();
          alert.activity.userType = "AssumedRole";
          alert.activity.accessKeyId = "ASIA1";
        };
    assertThat(activity(MATCH, Alert.FINAL, false, true, session)).isEqualTo("Update");
    assertThat(activity(MATCH, Alert.FINAL, false, false, session)).isEqualTo("Create");
    assertThat(activity(MATCH, Alert.FINAL, false, true, a -> a.activity = EcsAlertTest.alice()))
        .isEqualTo("Create");
  }

  @Test
  void aSilenceThatIsOverUpdatesItsFinding() {
    Rule silence = SilenceRule.of(Duration.ofHours(1));
    assertThat(activity(silence, Alert.FINAL, OcsfRevisionsTest::nothing)).isEqualTo("Create");
    assertThat(activity(silence, Alert.FINAL, alert -> alert.windowEnd = 5L)).isEqualTo("Update");
  }
}
