package io.trailhound.job.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Map;

/** What stands behind the question mark of an address, decoded; an empty value is none. */
final class Query {
  /** As long as a value in an alert may be. */
  private static final int LONGEST = 1024;

  private final Map<String, String> values = new LinkedHashMap<>();

  /**
   * @param raw null for none
   * @throws WrongQueryException when it can't be decoded
   */
  Query(String raw) {
    for (String pair : raw == null ? new String[0] : raw.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        String value = decode(pair.substring(equals + 1));
        if (value.length() > LONGEST) {
          throw new WrongQueryException(
              "a value", value.substring(0, 40) + "…", "at most " + LONGEST + " characters");
        }
        if (!value.isEmpty()) {
          values.putIfAbsent(decode(pair.substring(0, equals)), value);
        }
      }
    }
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException e) {
      throw new WrongQueryException("a value", text, "percent-encoded");
    }
  }

  /** To the letter, as names have blanks at their ends; null when it isn't there. */
  String get(String name) {
    return values.get(name);
  }

  /** As somebody types it, without blanks around it; null when nothing else is there. */
  String typed(String name) {
    String value = get(name);
    return value == null || value.isBlank() ? null : value.strip();
  }
}
