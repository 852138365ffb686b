package io.trailhound.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReasonsTest {
  /** Else its counter would first appear with the first dead letter, and no rate shows that one. */
  @Test
  void allAreInTheListOfAll() throws IllegalAccessException {
    List<String> reasons = new ArrayList<>();
    for (Field field : Reasons.class.getFields()) {
      if (field.getType() == String.class) {
        reasons.add((String) field.get(null));
      }
    }
    assertThat(Reasons.ALL).containsExactlyInAnyOrderElementsOf(reasons);
  }
}
