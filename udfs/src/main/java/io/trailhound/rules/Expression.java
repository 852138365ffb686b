package io.trailhound.rules;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * pySigma's extended condition of a temporal correlation: which of its rules there have to be
 * within the timespan, and which not.
 */
public sealed interface Expression extends Serializable {

  /**
   * @param there whether a rule, by its name, is there
   */
  boolean test(Predicate<String> there);

  /** The rules it's about, in their order. */
  Set<String> names();

  /** As a rule file has it. */
  String words();

  /** Whether all of the rules have to be there and nothing else is asked. */
  default boolean isAll() {
    return false;
  }

  record Named(String name) implements Expression {
    @Override
    public boolean test(Predicate<String> there) {
      return there.test(name);
    }

    @Override
    public Set<String> names() {
      return Set.of(name);
    }

    @Override
    public String words() {
      return name;
    }

    @Override
    public boolean isAll() {
      return true;
    }
  }

  record Not(Expression part) implements Expression {
    @Override
    public boolean test(Predicate<String> there) {
      return !part.test(there);
    }

    @Override
    public Set<String> names() {
      return part.names();
    }

    @Override
    public String words() {
      return "not " + part.words();
    }
  }

  /**
   * @param all whether all parts must hold, or one
   */
  record Joined(boolean all, List<Expression> parts) implements Expression {
    public Joined {
      parts = List.copyOf(parts);
    }

    @Override
    public boolean test(Predicate<String> there) {
      return all
          ? parts.stream().allMatch(part -> part.test(there))
          : parts.stream().anyMatch(part -> part.test(there));
    }

    @Override
    public Set<String> names() {
      List<String> names = new ArrayList<>();
      parts.forEach(part -> names.addAll(part.names()));
      return new LinkedHashSet<>(names);
    }

    @Override
    public String words() {
      return parts.stream()
          .map(Expression::words)
          .collect(Collectors.joining(all ? " and " : " or ", "(", ")"));
    }

    @Override
    public boolean isAll() {
      return all && parts.stream().allMatch(Expression::isAll);
    }
  }
}
