package io.trailhound.rules.sigma;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * MITRE's ATT&amp;CK Enterprise: ids of tactics and techniques in, what they are out. It's made
 * from MITRE's data, {@code attack.tsv}.
 */
public final class Attack {
  private static final Pattern RELEASE = Pattern.compile("Enterprise ([\\d.]+):");
  private static final SortedMap<String, Entry> BY_ID = new TreeMap<>();
  private static final Map<String, Entry> TACTICS = new HashMap<>();
  private static String release = "";

  static {
    load();
    // TA0005 became Stealth in ATT&CK 19, and rules of both ages are about.
    TACTICS.put("defense-evasion", new Entry("TA0005", "Defense Evasion", null));
  }

  /**
   * A tactic, technique or subtechnique.
   *
   * @param id {@code TA0007}, {@code T1580}, {@code T1078.004}
   * @param instead what took the place of one that was taken out, {@code -} when nothing did; null
   *     for what is still there
   */
  public record Entry(String id, String name, String instead) {}

  private Attack() {}

  /** The release that the table was made from; newer ones may have more. */
  public static String release() {
    return release;
  }

  /** What has this id, also if it was taken out; null when nothing ever had. */
  public static Entry find(String id) {
    return BY_ID.get(id);
  }

  /** The subtechniques of a technique that are there, by id. */
  public static SortedMap<String, Entry> below(String technique) {
    SortedMap<String, Entry> below = new TreeMap<>(BY_ID.subMap(technique + ".", technique + "/"));
    below.values().removeIf(entry -> entry.instead() != null);
    return below;
  }

  /** The tactic of a name such as {@code initial-access}, or null. */
  static Entry tactic(String name) {
    return TACTICS.get(name);
  }

  private static void load() {
    InputStream in = Attack.class.getResourceAsStream("attack.tsv");
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      reader.lines().forEach(Attack::add);
    } catch (IOException e) {
      throw new UncheckedIOException("attack.tsv is part of the jar", e);
    }
  }

  private static void add(String line) {
    if (line.startsWith("#")) {
      Matcher made = RELEASE.matcher(line);
      release = made.find() ? made.group(1) : release;
      return;
    }
    String[] columns = line.split("\t", -1);
    Entry entry = new Entry(columns[0], columns[1], columns.length > 2 ? columns[2] : null);
    BY_ID.put(entry.id(), entry);
    if (entry.id().startsWith("TA")) {
      TACTICS.put(entry.name().toLowerCase(Locale.ROOT).replace(' ', '-'), entry);
    }
  }
}
