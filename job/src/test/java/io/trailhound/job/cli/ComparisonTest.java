package io.trailhound.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trailhound.job.alert.AlertDocument;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final String FIVE =
      "{'@timestamp':'T5','message':'five calls','trailhound':{'count':5}}";
  private static final String SIX =
      "{'@timestamp':'T6','message':'six calls','trailhound':{'count':6}}";

  @Test
  void partsOfTheAlertsInAnyOrderAndSpellingHold() {
    assertThat(compare(List.of("{'trailhound.count':6}", "{'trailhound':{'count':5}}"), FIVE, SIX))
        .isEmpty();
  }

  @Test
  void aWrongValueIsNamedWithWhatItShouldBe() {
    assertThat(compare(List.of("{'message':'five calls','trailhound.count':7}"), FIVE))
        .containsExactly("different: T5 five calls: trailhound.count is 5, not 7");
  }

  @Test
  void aMissingKeyIsNamed() {
    assertThat(compare(List.of("{'event':{'action':'x'}}"), FIVE))
        .containsExactly("different: T5 five calls: event.action is missing, not \"x\"");
  }

  @Test
  void anObjectHasToBeThereWhateverIsInIt() {
    assertThat(compare(List.of("{'trailhound':{}}"), FIVE)).isEmpty();
    assertThat(compare(List.of("{'trailhound':{'window':{},'nosuch':{'in':{}},'count':{}}}"), FIVE))
        .containsExactly(
            "different: T5 five calls: trailhound.window is missing, not {}; trailhound.nosuch.in is"
                + " missing, not {}; trailhound.count is 5, not {}");
  }

  @Test
  void anAlertThatNobodyExpectsIsNamed() {
    assertThat(compare(List.of("{'trailhound.count':5}"), FIVE, SIX))
        .containsExactly("not expected: T6 six calls");
  }

  @Test
  void anExpectationThatNothingMeetsIsNamed() {
    assertThat(compare(List.of("{'trailhound.count':5}", "{'trailhound.count':5}"), FIVE))
        .containsExactly("expected, but nothing fired: {\"trailhound.count\":5}");
  }

  private static List<String> compare(List<String> expected, String... alerts) {
    return Comparison.of(
        expected.stream().map(part -> new Expectation(json(part))).toList(),
        List.of(alerts).stream().map(alert -> new AlertDocument(json(alert))).toList());
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
