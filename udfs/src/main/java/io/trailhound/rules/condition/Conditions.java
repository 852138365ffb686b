package io.trailhound.rules.condition;

import io.trailhound.model.ExtraFields;
import java.util.List;
import java.util.function.Consumer;

/** The compiled conditions: what a selection and a condition line are made of. */
public final class Conditions {
  /** None of no alternatives. */
  public static final Condition NEVER = new Or(List.of());

  private Conditions() {}

  record And(List<Condition> parts) implements Condition {
    @Override
    public boolean test(EventView event) {
      for (int i = 0; i < parts.size(); i++) {
        if (!parts.get(i).test(event)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public void fields(Consumer<Field> reader) {
      parts.forEach(part -> part.fields(reader));
    }
  }

  record Or(List<Condition> parts) implements Condition {
    @Override
    public boolean test(EventView event) {
      for (int i = 0; i < parts.size(); i++) {
        if (parts.get(i).test(event)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public void fields(Consumer<Field> reader) {
      parts.forEach(part -> part.fields(reader));
    }
  }

  public record Not(Condition part) implements Condition {
    @Override
    public boolean test(EventView event) {
      return !part.test(event);
    }

    @Override
    public void fields(Consumer<Field> reader) {
      part.fields(reader);
    }
  }

  /**
   * Some value of the field passes the test; so a missing field never does. An object also passes
   * when it does with its texts unescaped.
   */
  public record Matches(Field field, ValueCondition test) implements Condition {
    @Override
    public boolean test(EventView event) {
      int count = field.count(event);
      for (int i = 0; i < count; i++) {
        if (test.test(event, field, i)) {
          return true;
        }
      }
      return count > 0 && field instanceof ExtraField extra && inTexts(event, extra, count);
    }

    private boolean inTexts(EventView event, ExtraField objects, int count) {
      for (int i = 0; i < count; i++) {
        if (JsonText.hasEscapes(objects.value(event, i))
            && test.test(event, new UnescapedField(objects), i + 1)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public void fields(Consumer<Field> reader) {
      reader.accept(field);
      test.fields(reader);
    }
  }

  /**
   * There is something, whatever it is.
   *
   * @param presence tells of what is no value; null where nothing else can be there
   */
  public record Exists(Field field, ExtraField presence) implements Condition {
    @Override
    public boolean test(EventView event) {
      return field.count(event) > 0 || (presence != null && presence.count(event) > 0);
    }

    @Override
    public void fields(Consumer<Field> reader) {
      reader.accept(field);
      if (presence != null) {
        reader.accept(presence);
      }
    }
  }

  /** There is nothing, or null. */
  public record Missing(Field field, ExtraField presence) implements Condition {
    @Override
    public boolean test(EventView event) {
      return field.count(event) == 0
          && (presence == null
              || presence.count(event) == 0
              || presence.value(event, 0).equals(ExtraFields.NULL));
    }

    @Override
    public void fields(Consumer<Field> reader) {
      reader.accept(field);
      if (presence != null) {
        reader.accept(presence);
      }
    }
  }

  /** Some value anywhere in the record passes the test: Sigma's keywords. */
  public record Keyword(ValueCondition test) implements Condition {
    @Override
    public boolean test(EventView event) {
      String[][] extras = event.event().extras;
      if (extras == null || extras.length == 0) {
        return false;
      }
      return new Matches(new ExtraField("", extras.length - 1), test).test(event);
    }

    /** None of its own: where there are keywords, the decoder reads all there is. */
    @Override
    public void fields(Consumer<Field> reader) {
      test.fields(reader);
    }
  }

  /** The event is of this time, milliseconds since the epoch, or later. */
  public record Since(long time) implements Condition {
    @Override
    public boolean test(EventView event) {
      return event.event().eventTime >= time;
    }

    @Override
    public void fields(Consumer<Field> reader) {}
  }

  public static Condition and(List<Condition> parts) {
    return parts.size() == 1 ? parts.get(0) : new And(List.copyOf(parts));
  }

  public static Condition or(List<Condition> parts) {
    return parts.size() == 1 ? parts.get(0) : new Or(List.copyOf(parts));
  }
}
