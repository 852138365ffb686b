package io.trailhound.rules.sigma;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a part of a rule came to for one event, with the parts that it's made of.
 *
 * @param label the part as the rule's author knows it: a selection's name, {@code and}, a field
 *     with what is asked of it
 * @param kind of how the parts go together
 * @param seen the values that the event has there, the first few; empty where no field is read
 * @param why of a field that isn't as asked for: {@code missing}, {@code it's null}, {@code there
 *     without a value} (as an empty list), {@code other value}, {@code other case}; empty otherwise
 */
public record Explained(
    String label, Kind kind, boolean holds, List<String> seen, String why, List<Explained> parts) {

  /** How parts go together. */
  public enum Kind {
    AND,
    OR,
    NOT,
    FIELD
  }

  /**
   * The fields and keywords that are to blame for what this part came to: the fewest to change for
   * the opposite, where all alternatives count.
   */
  public List<Explained> causes() {
    if (kind == Kind.FIELD) {
      return List.of(this);
    }
    List<Explained> causes = new ArrayList<>();
    for (Explained part : parts) {
      boolean counts = kind == Kind.NOT || part.holds() == holds;
      if (counts) {
        causes.addAll(part.causes());
      }
    }
    return causes;
  }

  /** The parts with a name that are to blame, nearest to the condition; it may be one itself. */
  public List<Explained> failedSelections() {
    if (isNamed() || kind == Kind.FIELD) {
      return List.of(this);
    }
    List<Explained> failed = new ArrayList<>();
    for (Explained part : parts) {
      boolean counts = kind == Kind.NOT || part.holds() == holds;
      if (counts) {
        failed.addAll(part.failedSelections());
      }
    }
    return failed;
  }

  private boolean isNamed() {
    return kind != Kind.FIELD && !label.equals(kind.name().toLowerCase(Locale.ROOT));
  }
}
