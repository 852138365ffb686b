package io.trailhound.rules.sigma;

import io.trailhound.rules.RuleInfo.Threat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Sigma's {@code attack.} tags to tactics and techniques with their names. */
public final class Threats {
  private static final Pattern TECHNIQUE = Pattern.compile("t\\d{4}(\\.\\d{3})?");
  private static final Pattern TACTIC = Pattern.compile("ta\\d{4}");

  private Threats() {}

  /** The threats among {@code tags}, in their order; other tags are left out. */
  public static List<Threat> of(List<String> tags) {
    List<Threat> threats = new ArrayList<>();
    for (String tag : tags) {
      String lower = tag.toLowerCase(Locale.ROOT);
      if (lower.startsWith("attack.")) {
        Threat threat = threat(lower.substring("attack.".length()));
        if (threat != null && !threats.contains(threat)) {
          threats.add(threat);
        }
      }
    }
    return List.copyOf(threats);
  }

  private static Threat threat(String tag) {
    if (TECHNIQUE.matcher(tag).matches()) {
      return threat(tag.indexOf('.') < 0 ? "technique" : "subtechnique", tag);
    }
    if (TACTIC.matcher(tag).matches()) {
      return threat("tactic", tag);
    }
    Attack.Entry tactic = Attack.tactic(tag.replace('_', '-'));
    return tactic == null ? null : new Threat("tactic", tactic.id(), tactic.name());
  }

  private static Threat threat(String kind, String tag) {
    String id = tag.toUpperCase(Locale.ROOT);
    Attack.Entry known = Attack.find(id);
    return new Threat(kind, id, known == null ? null : known.name());
  }
}
