package io.trailhound.job.serve;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** {@code event.severity} of alerts, by the levels of rules (docs/contract.md section 6). */
enum AlertLevel {
  LOW(21),
  MEDIUM(47),
  HIGH(73),
  CRITICAL(99);

  private final int number;

  AlertLevel(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  /** Its name where people read it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The highest that's not above {@code number}; what is below all is low. */
  static AlertLevel of(int number) {
    AlertLevel found = LOW;
    for (AlertLevel each : values()) {
      found = each.number <= number ? each : found;
    }
    return found;
  }

  static List<String> words() {
    return Arrays.stream(values()).map(AlertLevel::word).toList();
  }

  /**
   * @throws WrongQueryException when it's no level
   */
  static AlertLevel parse(String word) {
    return Arrays.stream(values())
        .filter(each -> each.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new WrongQueryException("severity", word, "one of " + String.join(", ", words())));
  }
}
