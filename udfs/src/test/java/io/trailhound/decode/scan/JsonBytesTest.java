package io.trailhound.decode.scan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is passed over is JSON, and ends where Jackson says that it does. */
class JsonBytesTest {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int DEEPEST = 5;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "[[[[[]]]]]",
        "{\"a\":{\"b\":[1,{\"c\":null}]},\"d\":\"e\"}",
        " {\t\"a\"\n: [ 1 , true ] }",
        "\"\"",
        "\"seven b\"",
        "\"eight by\"",
        "\"sixteen bytes ab\\\"\"",
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00fF\"",
        "\"grün, ノ, 😀\"",
        "0",
        "-0",
        "12",
        "-1.50",
        "1e9",
        "1.0E-7",
        "true",
        "false",
        "null"
      })
  void wellFormedValuesArePassedOver(String json) {
    String value = json.strip();
    assertThat(behind(bytes(value + ",\"x\":1"))).isEqualTo(bytes(value).length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "[1,]",
        "[,]",
        "[1 2]",
        "[1}",
        "{\"a\":1]",
        "[01]",
        "[1.]",
        "[1e]",
        "[-]",
        "[+1]",
        "[.5]",
        "[tru]",
        "[truex]",
        "[NaN]",
        "\"open",
        "\"a\\",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"tab\t\"",
        "\"break\n\"",
        "['a']",
        "[[[[[[]]]]]]"
      })
  void whatIsBrokenIsOdd(String json) {
    assertThat(behind(bytes(json))).isEqualTo(JsonBytes.ODD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"c3", "c328", "c0af", "e08080", "eda080", "f0808080", "f4908080", "ff", "80"})
  void whatIsNoCharacterIsOdd(String hex) {
    byte[] character = HexFormat.of().parseHex(hex);
    byte[] text = bytes("\"" + "x".repeat(character.length) + "\"");
    System.arraycopy(character, 0, text, 1, character.length);

    assertThat(behind(text)).isEqualTo(JsonBytes.ODD);
  }

  @Test
  void whatIsPassedOverJacksonReadsToTheSameEnd() throws IOException {
    byte[] json =
        bytes("{\"a b\":[1,-2.5e3,\"text of some length\",{\"x\\n\":null,\"ü\":[]}],\"z\":true} ");
    String marks = "{}[]\",:\\ 0-.e\ntu\u0001ü";
    Random random = new Random(7);
    int passed = 0;
    for (int i = 0; i < 200_000; i++) {
      byte[] damaged = json.clone();
      for (int n = random.nextInt(3); n >= 0; n--) {
        damaged[random.nextInt(json.length)] = (byte) marks.charAt(random.nextInt(marks.length()));
      }
      int behind = behind(damaged);
      if (behind >= 0) {
        passed++;
        assertThat(jackson(damaged)).isEqualTo(behind);
      }
    }
    assertThat(passed).isGreaterThan(1_000);
  }

  /** Wherever a text begins, and in whatever order they're looked for. */
  @Test
  void aTextIsPlainUpToTheFirstByteThatIsNot() {
    Random random = new Random(3);
    JsonBytes reader = new JsonBytes(DEEPEST);
    for (int i = 0; i < 20_000; i++) {
      byte[] text = plain(random, random.nextInt(300));
      for (int n = random.nextInt(8); n > 0 && text.length > 0; n--) {
        text[random.nextInt(text.length)] = (byte) random.nextInt();
      }
      int end = random.nextInt(text.length + 1);
      reader.wrap(text, end);
      for (int n = 0; n < 30; n++) {
        int from = random.nextInt(end + 1);
        assertThat(reader.plainEnd(from)).isEqualTo(plainEnd(text, from, end));
      }
    }
  }

  private static byte[] plain(Random random, int length) {
    byte[] text = new byte[length];
    for (int i = 0; i < length; i++) {
      text[i] = (byte) random.nextInt(' ', 0x80);
    }
    return text;
  }

  private static int plainEnd(byte[] text, int from, int end) {
    int i = from;
    while (i < end && text[i] >= ' ' && text[i] != '"' && text[i] != '\\') {
      i++;
    }
    return i;
  }

  @Test
  void linesBetweenTokensAreCounted() {
    byte[] json = bytes("{\n\"a\"\n:\n[\n1\n,\n2\n]\n}\n");
    JsonBytes reader = new JsonBytes(DEEPEST);
    reader.wrap(json, json.length);

    assertThat(reader.behindValue(0, 0)).isEqualTo(json.length - 1);
    assertThat(reader.lines()).isEqualTo(8);
  }

  @Test
  void whatIsBehindTheEndIsNotLookedAt() {
    byte[] json = bytes("{\"a\":\"b\"}");
    for (int end = 0; end < json.length; end++) {
      JsonBytes reader = new JsonBytes(DEEPEST);
      reader.wrap(json, end);
      assertThat(reader.behindValue(0, 0)).isEqualTo(JsonBytes.ODD);
    }
  }

  private static int behind(byte[] json) {
    JsonBytes reader = new JsonBytes(DEEPEST);
    reader.wrap(json, json.length);
    return reader.behindValue(0, 0);
  }

  private static long jackson(byte[] json) throws IOException {
    byte[] inList = bytes("[" + " ".repeat(json.length) + "]");
    System.arraycopy(json, 0, inList, 1, json.length);
    try (JsonParser parser = JSON.createParser(Arrays.copyOf(inList, inList.length))) {
      parser.nextToken();
      parser.nextToken();
      parser.skipChildren();
      parser.finishToken();
      return parser.currentLocation().getByteOffset() - 1;
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
