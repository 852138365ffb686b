package io.trailhound.job.config;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * How a key's text becomes a value.
 *
 * @param name what the documentation calls it: {@code duration}
 * @param right what a right value looks like, as the end of "right would be": range and unit
 * @param parser takes the text; throws IllegalArgumentException with what is wrong about it
 */
public record Type<T>(String name, String right, Parser<T> parser) {
  /** Words for where to begin that say no time. */
  static final List<String> KNOWN_TO_KAFKA = List.of("committed", "earliest", "latest");

  static final List<String> KNOWN_TO_KINESIS = List.of("earliest", "latest");

  /** Turns one value's text into the value. */
  @FunctionalInterface
  public interface Parser<T> {
    T parse(String text);
  }

  /** A file or folder name, taken as it is. */
  public static Type<String> path(String right) {
    return new Type<>("path", right, Type::notEmpty);
  }

  /** A file or folder to write to; standard output belongs to the alerts. */
  public static Type<String> output(String right) {
    return new Type<>("path", right, Type::notStandardOutput);
  }

  /** One of {@code words}. */
  public static Type<String> word(List<String> words) {
    String right = words.size() == 1 ? words.get(0) : "one of " + String.join(", ", words);
    return new Type<>("word", right, text -> oneOf(words, text));
  }

  /** A length of time between {@code min} and {@code max}, both allowed. */
  public static Type<Duration> duration(Duration min, Duration max) {
    String right = "a number and a unit (ms, s, m, h, d), " + range(min, max);
    return new Type<>("duration", right, text -> between(min, max, Durations.parse(text)));
  }

  /** A whole number between {@code min} and {@code max}, both allowed. */
  public static Type<Integer> integer(int min, int max) {
    String right = "a whole number from " + min + " to " + max;
    return new Type<>("number", right, text -> integer(min, max, text));
  }

  /** A regular expression, as its text. */
  public static Type<String> regex() {
    return new Type<>("pattern", "a regular expression of Java", Type::compiles);
  }

  /** Where reading starts: one of {@code words} or a time. */
  public static Type<String> start(List<String> words) {
    String right = String.join(", ", words) + " or a time such as 2026-01-31T12:00:00Z";
    return new Type<>("word or time", right, text -> wordOrTime(words, text));
  }

  /** A text of a fixed form. */
  public static Type<String> matching(String name, Pattern form, String right) {
    return new Type<>(name, right, text -> match(name, form, text));
  }

  /** A day or a time, in UTC. */
  public static Type<Instant> time(Parser<Instant> parser) {
    return new Type<>("time", "2026-01-31 or 2026-01-31T12:00Z (UTC)", parser);
  }

  private static String match(String name, Pattern form, String text) {
    if (!form.matcher(text).matches()) {
      throw new IllegalArgumentException("is no " + name);
    }
    return text;
  }

  private static String compiles(String text) {
    try {
      return Pattern.compile(notEmpty(text)).pattern();
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("is not a regular expression", e);
    }
  }

  private static String wordOrTime(List<String> words, String text) {
    if (words.contains(text)) {
      return text;
    }
    try {
      return Instant.parse(text).toString();
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("is neither a word nor a time", e);
    }
  }

  private static String notEmpty(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("is empty");
    }
    return text;
  }

  private static String notStandardOutput(String text) {
    if (text.equals("-")) {
      throw new IllegalArgumentException("is not a file");
    }
    return notEmpty(text);
  }

  private static String oneOf(List<String> words, String text) {
    if (!words.contains(text)) {
      throw new IllegalArgumentException("is not known to this version");
    }
    return text;
  }

  private static String range(Duration min, Duration max) {
    return "from " + Durations.text(min) + " to " + Durations.text(max);
  }

  private static Duration between(Duration min, Duration max, Duration value) {
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw new IllegalArgumentException("is out of range");
    }
    return value;
  }

  private static int integer(int min, int max, String text) {
    int value;
    try {
      value = Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("is not a whole number", e);
    }
    if (value < min || value > max) {
      throw new IllegalArgumentException("is out of range");
    }
    return value;
  }
}
