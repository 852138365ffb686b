package io.trailhound.rules.sigma;

import io.trailhound.rules.Check;
import io.trailhound.rules.Place;
import io.trailhound.rules.RuleException;
import io.trailhound.rules.sigma.YamlValue.Text;
import io.trailhound.text.Distance;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The list files by name: what {@code '%name%'} stands for with Sigma's {@code expand}. */
public final class ValueLists {
  private static final Pattern PLACEHOLDER = Pattern.compile("(?<!\\\\)%([A-Za-z0-9_.-]+)%");
  private static final int MAX_LINE = 1000;

  private final Map<String, RuleSource> sources = new TreeMap<>();
  private final Map<String, List<String>> parsed = new TreeMap<>();
  private final List<String> places;
  private final TreeSet<String> used = new TreeSet<>();
  private final TreeSet<String> everUsed = new TreeSet<>();

  /**
   * @param lists later ones replace earlier ones of the same name
   * @param places folders that were searched, for messages
   */
  ValueLists(List<RuleSource> lists, List<String> places) {
    lists.forEach(list -> sources.put(list.stem(), list));
    this.places = List.copyOf(places);
  }

  /** The values that a text with placeholders stands for. */
  public List<String> expand(String file, Text text) {
    Matcher matcher = PLACEHOLDER.matcher(text.text() == null ? "" : text.text());
    if (!matcher.find()) {
      throw new RuleException(
          file,
          text.at(),
          Check.LIST,
          "expand needs the name of a list",
          "write it so: '%vpn_asns%'");
    }
    String before = plain(text.text().substring(0, matcher.start()));
    String after = text.text().substring(matcher.end());
    List<String> tails =
        PLACEHOLDER.matcher(after).find()
            ? expand(file, new Text(after, false, text.at()))
            : List.of(plain(after));
    List<String> expanded = new ArrayList<>();
    for (String value : values(file, text.at(), matcher.group(1))) {
      tails.forEach(tail -> expanded.add(before + value + tail));
    }
    return expanded;
  }

  /** A percent sign that is none of a placeholder is written {@code \\%}. */
  private static String plain(String text) {
    return text.replace("\\%", "%");
  }

  /** Names of the lists asked for since the last call. */
  List<String> takeUsed() {
    List<String> names = List.copyOf(used);
    used.clear();
    return names;
  }

  /** The same lists with their values, as they are part of a version. */
  String takeContent() {
    StringBuilder content = new StringBuilder();
    takeUsed().forEach(list -> content.append(list).append(values(list)));
    return content.toString();
  }

  /** Names of the lists that some rule reads. */
  public Set<String> everUsed() {
    return Collections.unmodifiableSet(everUsed);
  }

  /** The values of a list that was used. */
  public List<String> values(String name) {
    return parsed.get(name);
  }

  private List<String> values(String file, Place at, String name) {
    RuleSource source = sources.get(name);
    if (source == null) {
      throw new RuleException(
          file,
          at,
          Check.LIST,
          "there is no list " + name,
          near(name)
              + "make lists/"
              + name
              + ".txt, one value per line; looked in "
              + String.join(", ", places));
    }
    used.add(name);
    everUsed.add(name);
    return parsed.computeIfAbsent(name, missing -> parse(source));
  }

  private String near(String name) {
    return Distance.nearest(name, sources.keySet(), 2)
        .map(known -> "did you mean " + known + "? Or ")
        .orElse("");
  }

  private static List<String> parse(RuleSource source) {
    List<String> values = new ArrayList<>();
    int number = 0;
    for (String line : source.text().split("\\R", -1)) {
      number++;
      String value = line.replaceFirst("(^|\\s)#.*", "").strip();
      if (value.isEmpty()) {
        continue;
      }
      if (value.length() > MAX_LINE || value.chars().anyMatch(c -> c < ' ')) {
        throw new RuleException(
            source.file(),
            Place.ofLine(number),
            Check.LIST,
            "this isn't a list value",
            "one value per line, # begins a comment");
      }
      if (value.startsWith("- ")) {
        throw new RuleException(
            source.file(),
            Place.ofLine(number),
            Check.LIST,
            "a list file isn't YAML",
            "one value per line, without '- '");
      }
      values.add(value);
    }
    if (values.isEmpty()) {
      throw new RuleException(
          source.file(),
          Place.WHOLE_FILE,
          Check.LIST,
          "the list is empty, so its rules can never fire",
          "add a value");
    }
    return List.copyOf(values);
  }
}
