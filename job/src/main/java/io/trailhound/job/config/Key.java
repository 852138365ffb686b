package io.trailhound.job.config;

import java.util.List;

/**
 * One configuration key, declared once: the parser, the help and docs/configuration.md read this.
 *
 * @param name the same as argument ({@code --name}), in a properties file, and in messages
 * @param metavar what help calls the value: {@code FILE}
 * @param many whether the key takes several values
 * @param fallback the value's text when the key isn't given; null when there is none
 * @param fallbackNote the default in words, where it isn't a value; null otherwise
 * @param meaning what it does
 * @param hazard what goes wrong when it is chosen badly
 */
public record Key<T>(
    String name,
    String metavar,
    Type<T> type,
    boolean many,
    String fallback,
    String fallbackNote,
    String meaning,
    String hazard) {

  static <T> Key<T> of(String name, String metavar, Type<T> type) {
    return new Key<>(name, metavar, type, false, null, "none", "", "");
  }

  Key<T> takesMany() {
    return new Key<>(name, metavar, type, true, fallback, fallbackNote, meaning, hazard);
  }

  Key<T> otherwise(String value) {
    return new Key<>(name, metavar, type, many, value, null, meaning, hazard);
  }

  Key<T> otherwiseNote(String note) {
    return new Key<>(name, metavar, type, many, null, note, meaning, hazard);
  }

  Key<T> means(String newMeaning, String newHazard) {
    return new Key<>(name, metavar, type, many, fallback, fallbackNote, newMeaning, newHazard);
  }

  /** The default as documentation shows it. */
  public String defaultText() {
    return fallback != null ? "`" + fallback + "`" : fallbackNote;
  }

  /**
   * @throws ConfigException naming the key, the value, its origin and what would be right
   */
  T parse(String text, String origin) {
    try {
      return type.parser().parse(text);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(
          "%s: '%s' %s (given as %s). Right would be: %s."
              .formatted(name, text, e.getMessage(), origin, type.right()));
    }
  }

  List<T> parseAll(List<String> texts, String origin) {
    return texts.stream().map(text -> parse(text, origin)).toList();
  }
}
