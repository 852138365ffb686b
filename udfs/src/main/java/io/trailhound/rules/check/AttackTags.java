package io.trailhound.rules.check;

import io.trailhound.rules.Check;
import io.trailhound.rules.RuleInfo.Threat;
import io.trailhound.rules.sigma.Attack;
import io.trailhound.rules.sigma.Threats;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Pattern;

/** Sigma's {@code attack.} tags: tactics, techniques, groups and software. */
final class AttackTags {
  private static final Pattern OTHERS = Pattern.compile("attack\\.[gs]\\d{4}");
  private static final Pattern ID = Pattern.compile("attack\\.(t|ta)\\d.*");
  private static final String SEE = "see attack.mitre.org";

  private AttackTags() {}

  /** What is wrong with a tag, and what would be right. */
  record Problem(Check check, String text, String hint) {}

  /** Looks at a tag in lower case; empty when nothing is wrong. */
  static Optional<Problem> of(String tag) {
    if (OTHERS.matcher(tag).matches()) {
      return Optional.empty();
    }
    List<Threat> threats = Threats.of(List.of(tag));
    if (threats.isEmpty()) {
      String text =
          ID.matcher(tag).matches()
              ? "techniques look like t1580 or t1078.004"
              : "ATT&CK has no such tactic";
      return Optional.of(new Problem(Check.TAG, text, SEE));
    }
    return of(threats.get(0));
  }

  private static Optional<Problem> of(Threat threat) {
    Attack.Entry known = Attack.find(threat.id());
    if (known == null) {
      String text = "ATT&CK Enterprise " + Attack.release() + " has no " + threat.id();
      return Optional.of(new Problem(Check.TAG, text, others(threat.id())));
    }
    return Optional.ofNullable(known.instead())
        .map(
            instead ->
                new Problem(
                    Check.OLD_TAG, "ATT&CK took " + known.id() + " out", replacement(instead)));
  }

  private static String others(String id) {
    String technique = id.split("\\.", -1)[0];
    SortedMap<String, Attack.Entry> below = Attack.below(technique);
    if (technique.equals(id) || below.isEmpty()) {
      return SEE;
    }
    return technique + " has " + below.firstKey() + " to " + below.lastKey();
  }

  private static String replacement(String id) {
    Attack.Entry instead = Attack.find(id);
    return instead == null
        ? "nothing took its place"
        : "write attack." + id.toLowerCase(Locale.ROOT) + ", " + instead.name();
  }
}
