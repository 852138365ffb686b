package io.trailhound.rules;

import java.io.Serializable;
import java.util.List;
import java.util.function.Function;

/**
 * How a correlation hangs together with others.
 *
 * @param stage 1 over detections and over what is of these; each count over correlations, and each
 *     sequence over sequences, is one stage further
 * @param told fields besides the group that others need of what its events had ({@link
 *     ActivityFields})
 */
public record Links(int stage, List<String> told) implements Serializable {
  public static final Links NONE = new Links(1, List.of());

  /** Each stage brings operators of its own. */
  public static final int MOST_STAGES = 5;

  public Links {
    told = List.copyOf(told);
  }

  /** The stage of a rule whose references are compiled. */
  public static int stage(Rule rule, Function<String, Rule> rules) {
    int stage = 1;
    for (String name : rule.references()) {
      Rule base = rules.apply(name);
      if (base == null || base instanceof Rule.Match) {
        continue;
      }
      boolean sameKind = rule.kind() != Kind.SEQUENCE || base.kind() == Kind.SEQUENCE;
      stage = Math.max(stage, base.links().stage() + (sameKind ? 1 : 0));
    }
    return stage;
  }
}
