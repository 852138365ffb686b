package io.trailhound.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code condition} line of a rule to a condition: {@code not} binds closer than {@code and},
 * {@code and} closer than {@code or}.
 */
final class ConditionParser {
  private static final Pattern TOKEN = Pattern.compile("\\s*([()|]|[^\\s()|]+)");
  private static final int MAX_DEPTH = 200;

  private final Map<String, Condition> selections;
  private final Map<String, List<Condition>> lists;
  private final List<String> tokens = new ArrayList<>();
  private int next;
  private int depth;

  private ConditionParser(Map<String, Condition> selections, Map<String, List<Condition>> lists) {
    this.selections = selections;
    this.lists = lists;
  }

  /**
   * Compiles {@code text}.
   *
   * @param lists the items of the selections that are lists in the file
   * @throws IllegalArgumentException with what is wrong and what would be right
   */
  static Condition parse(
      String text, Map<String, Condition> selections, Map<String, List<Condition>> lists) {
    ConditionParser parser = new ConditionParser(selections, lists);
    Matcher matcher = TOKEN.matcher(text);
    while (matcher.lookingAt()) {
      parser.tokens.add(matcher.group(1));
      matcher.region(matcher.end(), text.length());
    }
    Condition condition = parser.or();
    if (parser.next < parser.tokens.size()) {
      throw parser.unexpected();
    }
    return condition;
  }

  private Condition or() {
    if (++depth > MAX_DEPTH) {
      throw new IllegalArgumentException("the condition is nested too deeply");
    }
    List<Condition> parts = new ArrayList<>();
    do {
      parts.add(and());
    } while (take("or"));
    depth--;
    return Conditions.or(parts);
  }

  private Condition and() {
    List<Condition> parts = new ArrayList<>();
    do {
      parts.add(not());
    } while (take("and"));
    return Conditions.and(parts);
  }

  private Condition not() {
    boolean negated = false;
    while (take("not")) {
      negated = !negated;
    }
    Condition operand = operand();
    return negated ? new Conditions.Not(operand) : operand;
  }

  private Condition operand() {
    if (take("(")) {
      Condition inside = or();
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
    Condition selection = selections.get(word);
    if (selection == null) {
      throw new IllegalArgumentException(
          "there is no selection "
              + word
              + "; there are "
              + String.join(", ", selections.keySet()));
    }
    return selection;
  }

  private Condition of(String quantity, String pattern) {
    if (!quantity.equals("1") && !quantity.equals("any") && !quantity.equals("all")) {
      throw new IllegalArgumentException(
          "'" + quantity + " of' isn't Sigma; it has '1 of' and 'all of'");
    }
    boolean all = quantity.equals("all");
    if (all && lists.containsKey(pattern)) {
      return Conditions.and(lists.get(pattern));
    }
    List<Condition> parts = named(pattern);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException(
          "no selection is called "
              + pattern
              + "; there are "
              + String.join(", ", selections.keySet()));
    }
    return all ? Conditions.and(parts) : Conditions.or(parts);
  }

  private List<Condition> named(String pattern) {
    boolean them = pattern.equalsIgnoreCase("them") && !selections.containsKey(pattern);
    Glob glob = Glob.of(Glob.parse(pattern), true);
    List<Condition> parts = new ArrayList<>();
    selections.forEach(
        (name, condition) -> {
          boolean hidden = name.startsWith("_") && !pattern.startsWith("_");
          if (!hidden && (them || glob.matches(name))) {
            parts.add(condition);
          }
        });
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
