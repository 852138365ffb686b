package io.trailhound.rules.sigma;

import io.trailhound.rules.RuleInfo.Threat;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Sigma's {@code attack.} tags to tactics and techniques with their names. TA0005 has two: Defense
 * Evasion became Stealth in ATT&amp;CK 19, and rules of both ages are about.
 */
public final class Threats {
  private static final Pattern TECHNIQUE = Pattern.compile("t\\d{4}(\\.\\d{3})?");
  private static final Pattern TACTIC = Pattern.compile("ta\\d{4}");
  private static final Map<String, String> NAMES = new HashMap<>();
  private static final Map<String, Threat> TACTICS = new HashMap<>();

  static {
    load();
  }

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
      String id = tag.toUpperCase(Locale.ROOT);
      String kind = id.indexOf('.') < 0 ? "technique" : "subtechnique";
      return new Threat(kind, id, NAMES.get(id));
    }
    if (TACTIC.matcher(tag).matches()) {
      String id = tag.toUpperCase(Locale.ROOT);
      return new Threat("tactic", id, NAMES.get(id));
    }
    return TACTICS.get(tag.replace('_', '-'));
  }

  private static void load() {
    InputStream in = Threats.class.getResourceAsStream("attack.tsv");
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] columns = line.split("\t", -1);
        NAMES.put(columns[0], columns[1]);
        if (columns[0].startsWith("TA")) {
          String tag = columns[1].toLowerCase(Locale.ROOT).replace(' ', '-');
          TACTICS.put(tag, new Threat("tactic", columns[0], columns[1]));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("attack.tsv is part of the jar", e);
    }
  }
}
