package io.trailhound.rules.sigma;

import io.trailhound.model.ExtraFields;
import io.trailhound.rules.condition.Condition;
import io.trailhound.rules.condition.EventView;
import io.trailhound.rules.condition.ExtraField;
import io.trailhound.rules.condition.Field;
import io.trailhound.rules.sigma.Explained.Kind;
import java.util.ArrayList;
import java.util.List;

/** A part of a rule that can say what it came to for an event. */
sealed interface ExplainNode {
  int MOST_SEEN = 5;

  Explained explain(EventView event);

  /** Parts that go together. */
  record Group(String label, Kind kind, List<ExplainNode> parts) implements ExplainNode {
    @Override
    public Explained explain(EventView event) {
      List<Explained> explained = parts.stream().map(part -> part.explain(event)).toList();
      boolean holds =
          switch (kind) {
            case OR -> explained.stream().anyMatch(Explained::holds);
            case NOT -> explained.stream().noneMatch(Explained::holds);
            default -> explained.stream().allMatch(Explained::holds);
          };
      return new Explained(label, kind, holds, List.of(), "", explained);
    }
  }

  /**
   * A field or keyword with what is asked of it.
   *
   * @param field null for keywords
   * @param presence tells of what is no value; null where nothing else can be there
   * @param anyCase the same condition where case doesn't count; null where it doesn't anyway
   */
  record Leaf(
      String label, Condition condition, Field field, ExtraField presence, Condition anyCase)
      implements ExplainNode {
    @Override
    public Explained explain(EventView event) {
      boolean holds = condition.test(event);
      return new Explained(
          label, Kind.FIELD, holds, seen(event), holds ? "" : why(event), List.of());
    }

    private List<String> seen(EventView event) {
      List<String> seen = new ArrayList<>();
      int count = field == null ? 0 : field.count(event);
      for (int i = 0; i < Math.min(count, MOST_SEEN); i++) {
        seen.add(field.value(event, i));
      }
      return seen;
    }

    private String why(EventView event) {
      if (field == null) {
        return "not found";
      }
      if (field.count(event) == 0) {
        return absent(event);
      }
      return anyCase != null && anyCase.test(event) ? "other case" : "other value";
    }

    /** What exists needn't have a value. */
    private String absent(EventView event) {
      if (presence == null || presence.count(event) == 0) {
        return "missing";
      }
      return presence.value(event, 0).equals(ExtraFields.NULL)
          ? "it's null"
          : "there without a value";
    }
  }
}
