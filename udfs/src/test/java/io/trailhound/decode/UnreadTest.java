package io.trailhound.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Decoded;
import io.trailhound.model.ExtraFields;
import io.trailhound.model.ExtraFields.Actions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What only some actions need is skipped in records of others, and in no other record. */
class UnreadTest {
  private static final ExtraFields EXTRAS =
      new ExtraFields(
          List.of(
              "requestParameters.roleName",
              "requestParameters.policy",
              "responseElements.x",
              "requestParameters.policy"),
          Set.of(3),
          false,
          Map.of(
              0, new Actions(Set.of("createrole", "deleterole"), Set.of()),
              1, new Actions(Set.of(), Set.of("policy")),
              3, new Actions(Set.of(), Set.of("policy"))));

  private static final String PARAMETERS =
      "\"requestParameters\":{\"roleName\":\"r\",\"policy\":\"p\"},\"responseElements\":{\"x\":\"y\"}";

  @Test
  void isReadOfActionsThatNeedIt() {
    assertThat(calledWith("{\"eventName\":\"CreateRole\"," + PARAMETERS + "}"))
        .isEqualTo(read("r", null, "y", null));
    assertThat(calledWith("{\"eventName\":\"PutRolePolicy\"," + PARAMETERS + "}"))
        .isEqualTo(read(null, "p", "y", "there"));
    assertThat(calledWith("{\"eventName\":\"ListRoles\"," + PARAMETERS + "}"))
        .isEqualTo(read(null, null, "y", null));
  }

  /** What stands side by side is read of each. */
  @Test
  void isReadAllWhereTheActionComesLater() {
    assertThat(calledWith("{" + PARAMETERS + ",\"eventName\":\"ListRoles\"}"))
        .isEqualTo(read("r", "p", "y", "there"));
  }

  @Test
  void isReadOfTheActionThatTheEventHasInTheEnd() {
    String ecs = ",\"event\":{\"action\":\"ListRoles\",\"provider\":\"iam.amazonaws.com\"}";
    assertThat(
            calledWith(
                "{\"event\":{\"action\":\"ListRoles\"},"
                    + PARAMETERS
                    + ",\"eventName\":\"CreateRole\"}"))
        .isEqualTo(read("r", "p", "y", "there"));
    assertThat(calledWith("{\"eventName\":\"CreateRole\"," + PARAMETERS + ecs + "}"))
        .isEqualTo(read("r", null, "y", null));
    assertThat(
            calledWith(
                "{\"eventName\":\"ListRoles\"," + PARAMETERS + ",\"eventName\":\"CreateRole\"}"))
        .as("the first counts")
        .isEqualTo(read(null, null, "y", null));
  }

  @Test
  void isReadAllOfSeveralActions() {
    assertThat(calledWith("{\"eventName\":[\"ListRoles\",\"CreateRole\"]," + PARAMETERS + "}"))
        .isEqualTo(read("r", "p", "y", "there"));
    assertThat(
            calledWith(
                "{\"event\":{\"action\":\"ListRoles\"},\"eventName\":[\"ListRoles\",\"CreateRole\"],"
                    + PARAMETERS
                    + "}"))
        .isEqualTo(read("r", "p", "y", "there"));
  }

  @Test
  void isReadOfEachRecordByItself() {
    List<Decoded> out = new ArrayList<>();
    String list = "{\"eventName\":\"ListRoles\"," + PARAMETERS + "}";
    String create = list.replace("List", "Create").replace("Roles", "Role");
    TestDecoder.decoder(EXTRAS)
        .decode(
            TestDecoder.bytes("{\"Records\":[" + timed(list) + "," + timed(create) + "]}"),
            "x-",
            0,
            out::add);

    assertThat(out.stream().map(each -> each.event().extras[0]))
        .containsExactly(null, new String[] {"r"});
  }

  @Test
  void isReadAllForKeywords() {
    ExtraFields words = new ExtraFields(EXTRAS.paths(), Set.of(3), true, EXTRAS.onlyOf());
    String[][] extras = calledWith("{\"eventName\":\"ListRoles\"," + PARAMETERS + "}", words);
    assertThat(extras[4]).contains("r", "p", "y");
  }

  private static String[][] read(String... values) {
    String[][] extras = new String[values.length][];
    for (int i = 0; i < values.length; i++) {
      extras[i] = values[i] == null ? null : new String[] {values[i]};
    }
    return extras;
  }

  private static String[][] calledWith(String record) {
    return calledWith(record, EXTRAS);
  }

  private static String[][] calledWith(String record, ExtraFields extras) {
    List<Decoded> out = new ArrayList<>();
    TestDecoder.decoder(extras).decode(TestDecoder.bytes(timed(record)), "x-", 0, out::add);
    return TestDecoder.onlyEvent(out).extras;
  }

  private static String timed(String record) {
    return record.replaceFirst("\\{", "{\"eventTime\":\"2026-09-01T10:00:00Z\",");
  }
}
