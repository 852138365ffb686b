package io.trailhound.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Group;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JoinedGroupsTest {
  private final JoinedGroups groups = new JoinedGroups();

  @Test
  void theSameValuesAreTheSameGroupAgain() {
    String user = "alice";
    String type = "IAMUser";
    String group = groups.of(new String[] {user, type});
    assertThat(group).isEqualTo(Group.join(user, type));
    assertThat(groups.of(new String[] {user, type})).isSameAs(group);
  }

  @Test
  void otherValuesAreOtherGroups() {
    // "Aa" and "BB" have one hash
    assertThat(groups.of(new String[] {"Aa", "BB"})).isEqualTo(Group.join("Aa", "BB"));
    assertThat(groups.of(new String[] {"BB", "Aa"})).isEqualTo(Group.join("BB", "Aa"));
    assertThat(groups.of(new String[] {"Aa", null})).isEqualTo(Group.join("Aa", null));
    assertThat(groups.of(new String[] {"Aa", ""})).isEqualTo(Group.join("Aa", ""));
    assertThat(groups.of(new String[] {"Aa", null, null})).isEqualTo(Group.join("Aa", null, null));
    assertThat(groups.of(new String[] {"Aa"})).isEqualTo("Aa");
  }

  @Test
  void valuesByChanceAreJoinedAsGroupHasIt() {
    Random random = new Random(7);
    for (int i = 0; i < 100_000; i++) {
      String user = random.nextInt(50) == 0 ? null : "user-" + random.nextInt(5_000);
      String type = random.nextInt(50) == 0 ? null : "type-" + random.nextInt(5);
      assertThat(groups.of(new String[] {user, type})).isEqualTo(Group.join(user, type));
    }
  }

  @Test
  void longGroupsAreJoinedToo() {
    String longer = "x".repeat(1_000);
    assertThat(groups.of(new String[] {longer, "a"})).isEqualTo(Group.join(longer, "a"));
    assertThat(groups.of(new String[] {longer, "a"})).isEqualTo(Group.join(longer, "a"));
  }
}
