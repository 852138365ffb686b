package io.trailhound.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ValuesTest {
  @Test
  void theUsualSingleValueIsItself() {
    assertThat(Values.of("s3:GetObject")).isEqualTo("s3:GetObject");
    assertThat(Values.split("s3:GetObject")).containsExactly("s3:GetObject");
    assertThat(Values.of(null)).isNull();
    assertThat(Values.split(null)).isEmpty();
  }

  @Test
  void aListComesBackWhateverItHolds() {
    List<String> values = List.of("", "a", "1:b", "\u001e3:abc", "\u001f", "\ud83d\ude00");
    assertThat(Values.split(Values.join(values))).isEqualTo(values);
  }

  @Test
  void aSingleValueCantPassForAList() {
    String crafted = Values.join(List.of("a", "b"));
    assertThat(Values.split(Values.of(crafted))).containsExactly(crafted);
    assertThat(Values.split(Values.of("\u001enonsense"))).containsExactly("\u001enonsense");
  }
}
