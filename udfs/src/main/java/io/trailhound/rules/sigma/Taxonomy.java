package io.trailhound.rules.sigma;

import java.util.Locale;
import java.util.Set;

/** Sigma's {@code taxonomy}: whose names of fields, values and logs a rule has. */
final class Taxonomy {
  /** CloudTrail's own names are those of Sigma's, for a log that Sigma has no others for. */
  private static final Set<String> KNOWN = Set.of("sigma", "ecs");

  private Taxonomy() {}

  static void check(Document document) {
    String taxonomy = document.text(document.entries(), "taxonomy");
    if (taxonomy != null && !KNOWN.contains(taxonomy.toLowerCase(Locale.ROOT))) {
      throw document.problem(
          document.entries().placeOf("taxonomy"),
          "the taxonomy "
              + taxonomy
              + " isn't known, so its fields and values may mean other things",
          "sigma (CloudTrail's own names) or ecs; if the rule has these names, leave taxonomy out");
    }
  }
}
