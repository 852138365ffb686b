package io.trailhound.rules.check;

import io.trailhound.rules.RuleInfo.Threat;
import io.trailhound.rules.sigma.Threats;
import java.util.List;
import java.util.regex.Pattern;

/** Sigma's {@code attack.} tags: tactics, techniques, groups and software. */
final class AttackTags {
  private static final Pattern OTHERS = Pattern.compile("attack\\.[gs]\\d{4}");
  private static final Pattern ID = Pattern.compile("attack\\.(t|ta)\\d.*");

  private AttackTags() {}

  /** What is wrong with a tag in lower case; empty when nothing is. */
  static String problem(String tag) {
    if (OTHERS.matcher(tag).matches()) {
      return "";
    }
    List<Threat> threats = Threats.of(List.of(tag));
    if (threats.isEmpty()) {
      return ID.matcher(tag).matches()
          ? "techniques look like t1580 or t1078.004"
          : "ATT&CK has no such tactic";
    }
    return "";
  }
}
