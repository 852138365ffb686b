package io.trailhound.rules.check;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Rule files by chance, in all the ways in which values, lists and ends of lines are written. */
final class RandomRuleText {
  /**
   * The first most often: for a name of an event that it doesn't know, a check searches for long.
   */
  private static final List<String> FIELDS =
      List.of("recipientAccountId", "errorMessage", "userAgent", "eventName");

  /** Each value of {@link #item} and some like it, in each of the fields. */
  static final List<String> RECORDS =
      Stream.of(
              "CreateUser ListUsers a A 012345670123 111122223333 1 2".split(" "),
              new String[] {"not authorized", "not authorized to perform", "a b", "b", "none"})
          .flatMap(Stream::of)
          .flatMap(value -> FIELDS.stream().map(field -> record(field, value)))
          .toList();

  private final Random random;
  private int anchors;

  RandomRuleText(Random random) {
    this.random = random;
  }

  private static String record(String field, String value) {
    String name = field.equals("eventName") ? "" : "'eventName':'none',";
    return "'eventSource':'iam.amazonaws.com'," + name + "'" + field + "':'" + value + "'";
  }

  private String pick(String... of) {
    return of[random.nextInt(of.length)];
  }

  String rule() {
    StringBuilder text = new StringBuilder("title: T\ndescription: \"one");
    text.append(pick(" ", "\u2028", "\u2029", "\u0085", "\r", "\n")).append(" two\"\n");
    text.append("logsource: {product: aws, service: cloudtrail}\ndetection:\n");
    StringBuilder names = new StringBuilder();
    for (String name : List.of("s", "t").subList(0, 1 + random.nextInt(2))) {
      text.append("  ").append(name).append(":\n");
      text.append(random.nextInt(5) == 0 ? items("    ") : fields());
      names.append(names.isEmpty() ? "" : pick(" or ", " and ", " or not ")).append(name);
    }
    text.append("  condition: ").append(names).append('\n');
    return text.toString().replace("\n", pick("\n", "\n", "\r\n", "\r", "\u2028"));
  }

  private String fields() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(3); i >= 0; i--) {
      String modifiers = pick("", "", "|cased", "|contains", "|cased|contains", "|contains|cased");
      text.append("    ").append(FIELDS.get(Math.max(0, random.nextInt(10) - 6))).append(modifiers);
      text.append(':').append(value());
    }
    return text.toString();
  }

  private String value() {
    return switch (random.nextInt(6)) {
      case 0 -> " " + item("      ") + "\n";
      case 1 -> " [111122223333, " + pick("a", "A", "'1'") + ", 012345670123]\n";
      case 2 -> " &l" + anchors++ + "\n" + items("      ");
      case 3 -> anchors > 0 ? " *l" + random.nextInt(anchors) + "\n" : " '1'\n";
      default -> "\n" + items(pick("      ", "    "));
    };
  }

  private String items(String indent) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(5); i >= 0; i--) {
      text.append(indent).append("- ").append(item(indent + "  "));
      text.append(pick("\n", "\n", "\n", " # why\n", "\n\n", "\n" + indent + "# next\n"));
    }
    return text.toString();
  }

  /**
   * @param indent of what goes on in another line
   */
  private String item(String indent) {
    return switch (random.nextInt(16)) {
      case 0 -> pick("'a%sb'", "\"a%sb\"", "a%sb").formatted(pick("\n", "\n\n") + indent);
      case 1 -> "not authorized\n" + indent + "to perform";
      case 2 -> "\"not authorized\n" + indent + "to perform\"";
      case 3 -> pick("|-", ">-") + "\n" + indent + pick("a", "not authorized");
      case 4 -> "&l" + anchors++ + " " + pick("a", "ListUsers", "111122223333");
      case 5 -> anchors > 0 ? "*l" + random.nextInt(anchors) : "a";
      case 6 -> "not authorized\n" + indent + "- a";
      default ->
          pick(
              "012345670123",
              "111122223333",
              "'012345670123'",
              "a",
              "A",
              "createuser",
              "CreateUser",
              "ListUsers",
              "'1'",
              "2");
    };
  }
}
