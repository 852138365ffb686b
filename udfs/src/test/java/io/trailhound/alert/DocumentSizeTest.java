package io.trailhound.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Alert;
import io.trailhound.model.Caps;
import io.trailhound.model.Step;
import io.trailhound.rules.GroupField;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleInfo;
import io.trailhound.rules.Threshold;
import io.trailhound.rules.sigma.TestFields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that an alert may hold makes its document larger than {@link Caps#DOCUMENT}. */
class DocumentSizeTest {
  private static final String CONTROLS = "\u0001".repeat(Caps.VALUE);

  /** As long as a rule's own texts may be. */
  private static final String GUIDE = "g".repeat(63 << 10);

  private static Rule rule(int groupFields, String guide) {
    List<GroupField> fields =
        IntStream.range(0, groupFields)
            .mapToObj(i -> "requestParameters.parameter" + i)
            .map(name -> new GroupField(name, TestFields.named(name)))
            .toList();
    RuleInfo info = EcsAlertTest.info("burst", "value_count");
    return new Rule.ValueCount(
        new RuleInfo(
            info.name(),
            info.id(),
            info.title(),
            info.description(),
            info.kind(),
            info.level(),
            info.risk(),
            info.author(),
            info.references(),
            info.falsePositives(),
            info.threats(),
            info.version(),
            guide,
            info.file(),
            info.line()),
        List.of("base"),
        fields,
        TestFields.named("userAgent"),
        Duration.ofMinutes(10),
        false,
        Threshold.atLeast(5));
  }

  private static List<String> documents(Rule rule, Alert alert) {
    return List.of(
        new EcsAlert(List.of(rule), "1.2.3").toJson(alert),
        new OcsfAlert(List.of(rule), "1.2.3", Optional.of("again"), false, false).toJson(alert));
  }

  private static void assertFits(String document, Object what) {
    assertThat(Caps.utf8Length(document)).as("%s", what).isLessThanOrEqualTo(Caps.DOCUMENT);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 1_000})
  void theLargestAlertFits(int groupFields) {
    Rule rule = rule(groupFields, GUIDE);

    documents(rule, AnyAlert.full(rule.name(), groupFields))
        .forEach(document -> assertFits(document, groupFields));
  }

  @Test
  void whateverAnAlertHoldsItFits() {
    for (int seed = 0; seed < 200; seed++) {
      int groupFields = seed % 4 == 0 ? 1 + seed : 1 + seed % 8;
      Rule rule = rule(groupFields, seed % 3 == 0 ? GUIDE : null);
      for (String document : documents(rule, AnyAlert.of(seed, rule.name(), groupFields))) {
        assertFits(document, seed);
      }
    }
  }

  private static Alert alert(Rule rule) {
    Alert alert = new Alert();
    alert.id = "0123";
    alert.rule = rule.name();
    alert.phase = Alert.FINAL;
    return alert;
  }

  @Test
  void ofASequenceSoManyStepsAreShownAsThereIsRoomFor() {
    Rule rule = rule(1, null);
    Alert alert = alert(rule);
    alert.group = "arn";
    alert.steps = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      alert.steps.add(new Step("b" + i, i, CONTROLS, CONTROLS));
    }

    for (String document : documents(rule, alert)) {
      assertFits(document, "steps");
      assertThat(document).contains("\"b11\"", "\"truncated\":true").doesNotContain("\"b12\"");
    }
  }

  /**
   * Which group it is has no substitute: all its fields are there, with as much as there's room
   * for.
   */
  @Test
  void ofAGroupOfManyFieldsValuesAreCutShorterAndListsStay() {
    Rule rule = rule(100, null);
    Alert alert = AnyAlert.full(rule.name(), 100);
    String group = alert.group;
    alert = alert(rule);
    alert.group = group;
    alert.values = List.of("one", "two");

    for (String document : documents(rule, alert)) {
      assertFits(document, "group");
      assertThat(document)
          .containsPattern("\"requestParameters.parameter99\":\"(\\\\u0001){255}…\"")
          .contains("\"values\":[\"one\",\"two\"]", "\"truncated\":true");
    }
  }
}
