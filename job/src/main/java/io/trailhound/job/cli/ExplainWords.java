package io.trailhound.job.cli;

import io.trailhound.rules.sigma.Explained;
import java.util.ArrayList;
import java.util.List;

/**
 * What a part of a rule came to, in words.
 *
 * @param networks whether addresses have their networks
 */
record ExplainWords(boolean networks) {
  private static final int LONGEST = 200;

  /** {@code other case: it's CreateUser}. */
  String state(Explained field) {
    String seen = field.seen().isEmpty() ? "" : shortened(String.join(", ", field.seen()));
    if (field.why().isEmpty()) {
      return seen.isEmpty() ? "" : "it's " + seen;
    }
    if (!networks && field.why().equals("missing") && field.label().startsWith("source.as.")) {
      return "missing: networks are known with --asn-db only";
    }
    return seen.isEmpty() ? field.why() : field.why() + ": it's " + seen;
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  /** The selections that are to blame, each with its fields. */
  String because(Explained explained) {
    List<String> parts = new ArrayList<>();
    for (Explained failed : explained.failedSelections()) {
      List<String> causes = new ArrayList<>();
      for (Explained cause : failed.causes()) {
        causes.add((cause.label() + " " + state(cause)).strip());
      }
      boolean field = failed.kind() == Explained.Kind.FIELD;
      String name = field ? "" : failed.label() + (failed.holds() ? " holds" : " fails") + ": ";
      parts.add(name + String.join(", ", causes));
    }
    return String.join("; ", parts);
  }
}
