package io.trailhound.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GroupTest {
  private static final List<String> ANY =
      List.of("", "a", "\u001f", "a\u001fb", "\u0000", "\u001e", "\u001e1:=", "=", "1:");

  /** Savepoints have them: what is in state is found by them. */
  @Test
  void keysOfUsualValuesAreAsTheyAlwaysWere() {
    assertThat(Group.join("arn:a")).isEqualTo("arn:a");
    assertThat(Group.join("")).isEmpty();
    assertThat(Group.join("alice", "IAMUser")).isEqualTo("alice\u001fIAMUser");
    assertThat(Group.join("alice", null)).isEqualTo("alice\u001f\u0000");
    assertThat(Group.join((String) null)).isEqualTo("\u0000");
    assertThat(Group.split("alice\u001f\u0000")).containsExactly("alice", null);
  }

  @Test
  void differentValuesNeverMakeOneGroup() {
    Map<String, List<String>> seen = new HashMap<>();
    for (int i = -1; i < ANY.size(); i++) {
      for (int j = -1; j < ANY.size(); j++) {
        String[] values = {i < 0 ? null : ANY.get(i), j < 0 ? null : ANY.get(j)};
        String group = Group.join(values);
        assertThat(seen.put(group, java.util.Arrays.asList(values))).isNull();
        assertThat(Group.split(group)).containsExactly(values);
        assertThat(Group.count(group)).isEqualTo(2);
      }
    }
    for (String one : ANY) {
      assertThat(Group.split(Group.join(one))).containsExactly(one);
      assertThat(Group.count(Group.join(one))).isEqualTo(1);
    }
  }
}
