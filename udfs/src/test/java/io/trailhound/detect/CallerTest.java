package io.trailhound.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Activity;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallerTest {
  private static Activity call(String user, String account, String session) {
    Activity call = new Activity();
    call.userName = user;
    call.arn = "arn:aws:sts::" + account + ":assumed-role/" + user + "/" + session;
    call.accountId = account;
    call.region = "eu-west-1";
    call.versions = "rule\u001f2";
    call.action = "GetObject";
    call.address = "192.0.2.1";
    return call;
  }

  /** In the order that's given; their times are 1, 2, ... as they are listed. */
  private static Activity of(List<Activity> calls, List<Integer> order) {
    Caller caller = new Caller();
    order.forEach(i -> caller.add(calls.get(i), i, "e" + i));
    return caller.activity();
  }

  @Test
  void itsTheLastCallOfOneRole() {
    List<Activity> calls = List.of(call("admin", "1", "ann"), call("admin", "1", "bob"));
    for (List<Integer> order : List.of(List.of(0, 1), List.of(1, 0))) {
      Activity caller = of(calls, order);
      assertThat(caller.arn).endsWith("/bob");
      assertThat(caller.action).isNull();
      assertThat(caller.address).isNull();
    }
  }

  /** There are sessions without {@code sessionContext}, and so without the role's name. */
  @Test
  void anArnIsOneCallerWhetherItsNameIsKnownOrNot() {
    Activity nameless = call("admin", "1", "ann");
    nameless.userName = null;
    List<Activity> calls = List.of(call("admin", "1", "ann"), nameless, call("admin", "1", "ann"));
    for (List<Integer> order : List.of(List.of(0, 1, 2), List.of(2, 1, 0), List.of(1, 0, 2))) {
      Activity caller = of(calls, order);
      assertThat(caller.arn).endsWith("/ann");
      assertThat(caller.userName).isEqualTo("admin");
    }
  }

  @Test
  void severalAreNobodyInAnyOrder() {
    List<Activity> calls =
        List.of(call("ann", "1", "x"), call("bob", "1", "x"), call("bob", "1", "y"));
    for (List<Integer> order :
        List.of(List.of(0, 1, 2), List.of(2, 1, 0), List.of(1, 0, 2), List.of(1, 2, 0))) {
      Activity caller = of(calls, order);
      assertThat(Caller.isNobody(caller)).isTrue();
      assertThat(caller.accountId).isEqualTo("1");
      assertThat(caller.region).isEqualTo("eu-west-1");
      assertThat(caller.version("rule")).isEqualTo("2");
    }
  }

  @Test
  void anAccountIsNamedWhereItsTheSame() {
    List<Activity> calls = List.of(call("ann", "1", "x"), call("bob", "2", "x"));
    assertThat(of(calls, List.of(0, 1)).accountId).isNull();
  }

  @Test
  void somebodyAndNobodyAreSeveral() {
    Activity ann = call("ann", "1", "x");
    assertThat(Caller.isNobody(Caller.ofBoth(ann, Caller.nobody(ann)))).isTrue();
    assertThat(Caller.ofBoth(ann, call("ann", "1", "y"))).isSameAs(ann);
  }
}
