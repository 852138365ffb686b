package io.trailhound.rules.sigma;

import io.trailhound.rules.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of an extended condition to an {@link Expression}: not binds most, or least. */
final class ExpressionParser {
  private static final Pattern TOKEN = Pattern.compile("\\s*([()]|[^\\s()]+)");
  private static final Set<String> WORDS = Set.of("and", "or", "not", "(", ")");
  private static final int DEEPEST = 50;

  private final List<String> tokens = new ArrayList<>();
  private final UnaryOperator<String> names;
  private int at;
  private int depth;

  /**
   * @param names what a name in the text stands for
   */
  ExpressionParser(String text, UnaryOperator<String> names) {
    this.names = names;
    for (Matcher each = TOKEN.matcher(text); each.find(); ) {
      tokens.add(each.group(1));
    }
  }

  /**
   * @throws IllegalArgumentException with what is wrong
   */
  Expression parse() {
    Expression all = joined("or");
    if (at < tokens.size()) {
      throw new IllegalArgumentException("'" + tokens.get(at) + "' isn't expected there");
    }
    return all;
  }

  private Expression joined(String operator) {
    List<Expression> parts = new ArrayList<>();
    do {
      parts.add(operator.equals("or") ? joined("and") : not());
    } while (take(operator));
    return parts.size() == 1 ? parts.get(0) : new Expression.Joined(operator.equals("and"), parts);
  }

  private Expression not() {
    if (++depth > DEEPEST) {
      throw new IllegalArgumentException("it's nested too deep");
    }
    Expression part;
    if (take("not")) {
      part = new Expression.Not(not());
    } else if (take("(")) {
      part = joined("or");
      if (!take(")")) {
        throw new IllegalArgumentException("a ) is missing");
      }
    } else if (at < tokens.size() && !WORDS.contains(tokens.get(at))) {
      part = new Expression.Named(names.apply(tokens.get(at++)));
    } else {
      throw new IllegalArgumentException("a rule's name is missing");
    }
    depth--;
    return part;
  }

  private boolean take(String token) {
    boolean there = at < tokens.size() && tokens.get(at).equals(token);
    at += there ? 1 : 0;
    return there;
  }
}
