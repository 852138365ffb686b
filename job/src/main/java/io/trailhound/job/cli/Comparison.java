package io.trailhound.job.cli;

import io.trailhound.job.alert.AlertDocument;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Expected and actual final alerts of one rule come in; what is different goes out, in words. */
final class Comparison {
  private Comparison() {}

  /** Nothing when each expectation has an alert of its own and no alert is left. */
  static List<String> of(List<Expectation> expected, List<AlertDocument> actual) {
    List<Expectation> unmet = new ArrayList<>();
    List<AlertDocument> left = new ArrayList<>(actual);
    for (Expectation expectation : expected) {
      boolean met = removeFirst(left, expectation);
      if (!met) {
        unmet.add(expectation);
      }
    }
    List<String> words = new ArrayList<>();
    for (Expectation expectation : unmet) {
      words.add(explain(expectation, left));
    }
    for (AlertDocument alert : left) {
      words.add("not expected: " + alert.time() + " " + alert.message());
    }
    return words;
  }

  private static boolean removeFirst(List<AlertDocument> alerts, Expectation expectation) {
    for (AlertDocument alert : alerts) {
      if (expectation.differences(alert).isEmpty()) {
        return alerts.remove(alert);
      }
    }
    return false;
  }

  /** The nearest of the alerts that are left is taken for the one that was meant. */
  private static String explain(Expectation expectation, List<AlertDocument> left) {
    return left.stream()
        .min(Comparator.comparingInt(alert -> expectation.differences(alert).size()))
        .map(nearest -> different(expectation, nearest, left))
        .orElseGet(() -> "expected, but nothing fired: " + expectation.part());
  }

  private static String different(
      Expectation expectation, AlertDocument nearest, List<AlertDocument> left) {
    left.remove(nearest);
    String differences = String.join("; ", expectation.differences(nearest));
    return "different: %s %s: %s".formatted(nearest.time(), nearest.message(), differences);
  }
}
