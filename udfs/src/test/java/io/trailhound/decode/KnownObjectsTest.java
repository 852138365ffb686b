package io.trailhound.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.ExtraFields;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is known of objects is looked for while it's found; how they're read: QuickReaderTest. */
class KnownObjectsTest {
  private static final int LEVEL = 2;

  private final PathNode node = FieldPaths.of(ExtraFields.NONE).find("userIdentity");
  private final KnownObjects objects = new KnownObjects();

  @BeforeEach
  void twoMeetings() {
    meet(identity(0));
    meet(identity(0));
  }

  private static byte[] identity(int number) {
    String arn = "arn:aws:iam::111122223333:user/" + "x".repeat(100);
    String json = "{\"type\":\"IAMUser\",\"principalId\":\"AIDA" + number + "\",\"arn\":\"" + arn;
    return (json + "\"}").getBytes(UTF_8);
  }

  private void meet(byte[] identity) {
    KnownObjects.Notes notes = new KnownObjects.Notes();
    notes.begin();
    objects.met(node, LEVEL, identity, 0, identity.length, notes);
  }

  private boolean isKnown(byte[] identity) {
    return objects.find(node, LEVEL, identity, 0, identity.length) != null;
  }

  /** Looks as long as it pays, but no further than {@code most}; returns how often. */
  private int looks(int most, boolean forKnown) {
    int looks = 0;
    while (looks < most && objects.pays()) {
      assertThat(isKnown(identity(forKnown ? 0 : 1 + looks))).isEqualTo(forKnown);
      looks++;
    }
    return looks;
  }

  @Test
  void whatIsFoundIsLookedForOnAndOn() {
    assertThat(looks(1_000_000, true)).isEqualTo(1_000_000);
  }

  @Test
  void whatIsNotFoundIsLookedForNoMoreForAWhile() {
    int trial = looks(1_000_000, false);
    assertThat(trial).isLessThan(100_000);
    int pause = 1;
    while (!objects.pays()) {
      pause++;
    }
    assertThat(pause).isGreaterThan(10 * trial);
    assertThat(looks(1_000_000, true)).as("the next trial").isEqualTo(1_000_000);
  }

  @Test
  void whatSomebodyElseMetElsewhereIsNotKnownHere() {
    byte[] identity = identity(0);
    assertThat(isKnown(identity)).isTrue();
    assertThat(objects.find(node, LEVEL + 1, identity, 0, identity.length)).isNull();
    assertThat(objects.find(null, LEVEL, identity, 0, identity.length)).isNull();
    assertThat(objects.find(node, LEVEL, identity, 0, identity.length - 1)).isNull();
  }
}
