package io.trailhound.decode.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.decode.Kept;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Texts come out right, the same ones as the same object, and few are kept. */
class SharedTextsTest {
  private final SharedTexts texts = new SharedTexts();

  @Test
  void aTextMetAgainIsTheSameObject() {
    of("us-east-1");
    String second = of("us-east-1");

    assertThat(second).isEqualTo("us-east-1").isSameAs(of("us-east-1"));
  }

  @Test
  void textsOfAnyLengthComeOutRight() {
    for (int round = 0; round < 3; round++) {
      for (int length = 0; length < 300; length++) {
        String text = "abcdefghi".repeat(34).substring(0, length);
        assertThat(of(text)).isEqualTo(text);
      }
    }
  }

  @Test
  void textsThatDifferInOneByteAreTwo() {
    String text = "arn:aws:iam::111122223333:user/eve";
    for (int i = 0; i < text.length(); i++) {
      String other = text.substring(0, i) + '#' + text.substring(i + 1);
      of(other);
      of(text);
      assertThat(of(other)).isEqualTo(other);
      assertThat(of(text)).isEqualTo(text);
    }
  }

  @Test
  void whatIsMetAgainOutlivesWhatIsMetOnce() {
    of("ListUsers");
    String kept = of("ListUsers");
    for (int i = 0; i < 1_000_000; i++) {
      of("once-" + i);
      if (i % 1_000 == 0) {
        assertThat(of("ListUsers")).isSameAs(kept);
      }
    }
    assertThat(Kept.by(texts)).isLessThan(1 << 20);
  }

  @Test
  void longTextsAreNotKept() {
    String text = "x".repeat(257);
    of(text);
    assertThat(of(text)).isEqualTo(text).isNotSameAs(of(text));
  }

  private String of(String text) {
    byte[] bytes = ("#" + text + "#").getBytes(StandardCharsets.US_ASCII);
    return texts.of(bytes, 1, bytes.length - 1);
  }
}
