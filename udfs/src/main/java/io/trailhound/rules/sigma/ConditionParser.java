package io.trailhound.rules.sigma;

import io.trailhound.rules.condition.Glob;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code condition} line of a rule to an expression: {@code not} binds closer than {@code and},
 * {@code and} closer than {@code or}.
 */
final class ConditionParser {
  private static final Pattern TOKEN = Pattern.compile("\\s*([()|]|[^\\s()|]+)");
  private static final int MAX_DEPTH = 200;

  private final List<String> selections;
  private final List<String> lists;
  private final List<String> tokens = new ArrayList<>();
  private final Set<String> missing = new LinkedHashSet<>();
  private int next;
  private int depth;

  private ConditionParser(List<String> selections, List<String> lists) {
    this.selections = selections;
    this.lists = lists;
  }

  /** See {@link ConditionTree#parse}. */
  static ConditionTree parse(String text, List<String> selections, List<String> lists) {
    ConditionParser parser = new ConditionParser(selections, lists);
    Matcher matcher = TOKEN.matcher(text);
    while (matcher.lookingAt()) {
      parser.tokens.add(matcher.group(1));
      matcher.region(matcher.end(), text.length());
    }
    ConditionTree expression = parser.or();
    if (parser.next < parser.tokens.size()) {
      throw parser.unexpected();
    }
    if (!parser.missing.isEmpty()) {
      throw new IllegalArgumentException(parser.missing());
    }
    return expression;
  }

  /** All names at once, so that they are mended at once. */
  private String missing() {
    return "there is no selection "
        + String.join(" and no selection ", missing)
        + "; there are "
        + String.join(", ", selections);
  }

  private ConditionTree or() {
    if (++depth > MAX_DEPTH) {
      throw new IllegalArgumentException("the condition is nested too deeply");
    }
    List<ConditionTree> parts = new ArrayList<>();
    do {
      parts.add(and());
    } while (take("or"));
    depth--;
    return ConditionTree.or(parts);
  }

  private ConditionTree and() {
    List<ConditionTree> parts = new ArrayList<>();
    do {
      parts.add(not());
    } while (take("and"));
    return ConditionTree.and(parts);
  }

  private ConditionTree not() {
    boolean negated = false;
    while (take("not")) {
      negated = !negated;
    }
    ConditionTree operand = operand();
    return negated ? new ConditionTree.Not(operand) : operand;
  }

  private ConditionTree operand() {
    if (take("(")) {
      ConditionTree inside = or();
      if (!take(")")) {
        throw new IllegalArgumentException("a ')' is missing");
      }
      return inside;
    }
    String word = word();
    if (peek("of")) {
      next++;
      return of(word.toLowerCase(Locale.ROOT), word());
    }
    if (!selections.contains(word)) {
      missing.add(word);
    }
    return new ConditionTree.Named(word);
  }

  private ConditionTree of(String quantity, String pattern) {
    if (!quantity.equals("1") && !quantity.equals("any") && !quantity.equals("all")) {
      throw new IllegalArgumentException(
          "'" + quantity + " of' isn't Sigma; it has '1 of' and 'all of'");
    }
    boolean all = quantity.equals("all");
    if (all && lists.contains(pattern)) {
      return new ConditionTree.EachItem(pattern);
    }
    List<ConditionTree> parts = named(pattern);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException(
          "no selection is called " + pattern + "; there are " + String.join(", ", selections));
    }
    return all ? ConditionTree.and(parts) : ConditionTree.or(parts);
  }

  private List<ConditionTree> named(String pattern) {
    boolean them = pattern.equalsIgnoreCase("them") && !selections.contains(pattern);
    Glob glob = Glob.of(Glob.parse(pattern), true);
    List<ConditionTree> parts = new ArrayList<>();
    for (String name : selections) {
      boolean hidden = name.startsWith("_") && !pattern.startsWith("_");
      if (!hidden && (them || glob.matches(name))) {
        parts.add(new ConditionTree.Named(name));
      }
    }
    return parts;
  }

  private String word() {
    if (next >= tokens.size()) {
      throw new IllegalArgumentException("the condition ends where a selection is expected");
    }
    String token = tokens.get(next);
    if (Set.of("(", ")", "|", "and", "or", "of").contains(token.toLowerCase(Locale.ROOT))) {
      throw unexpected();
    }
    next++;
    return token;
  }

  private boolean peek(String keyword) {
    return next < tokens.size() && tokens.get(next).equalsIgnoreCase(keyword);
  }

  private boolean take(String keyword) {
    boolean there = peek(keyword);
    if (there) {
      next++;
    }
    return there;
  }

  private IllegalArgumentException unexpected() {
    String token = tokens.get(next);
    String hint =
        token.equals("|")
            ? "aggregations after | are no longer Sigma; write a correlation rule instead"
            : "expected and, or, not, parentheses, '1 of x*', 'all of x*' and the names of selections";
    return new IllegalArgumentException("unexpected '" + token + "'; " + hint);
  }
}
