package io.trailhound.rules.sigma;

import io.trailhound.model.ExtraFields;
import io.trailhound.model.ExtraFields.Actions;
import io.trailhound.rules.Feed;
import io.trailhound.rules.Rule;
import io.trailhound.rules.condition.ExtraField;
import io.trailhound.rules.condition.Field;
import io.trailhound.rules.condition.Requires;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Compiled rules in; out for each extra field the actions of the events that it's read of, where
 * every rule that reads it asks for certain ones. Calls that nobody asks for are most of a trail,
 * and what they were called with is most of a record.
 */
final class ExtrasByAction {
  private final Map<Integer, Actions> actions = new HashMap<>();

  /** Slots that rules without an action read. */
  private final Set<Integer> always = new HashSet<>();

  private ExtrasByAction() {}

  /**
   * @param feeds by the name of the detection that feeds
   * @param open names of detections that may ask for further actions while a job runs, as their
   *     lists grow
   */
  static Map<Integer, Actions> of(
      Collection<Rule> rules, Function<String, List<Feed>> feeds, Set<String> open) {
    ExtrasByAction all = new ExtrasByAction();
    for (Rule rule : rules) {
      if (rule instanceof Rule.Match match) {
        Set<Integer> read = read(match, feeds.apply(match.name()));
        List<Requires> actions = open.contains(match.name()) ? List.of() : actions(match);
        read.forEach(slot -> actions.forEach(each -> all.put(slot, each)));
        if (actions.isEmpty()) {
          all.always.addAll(read);
        }
      }
    }
    all.actions.keySet().removeAll(all.always);
    return Map.copyOf(all.actions);
  }

  /**
   * Slots that a detection reads of events of which a decoder that obeys {@code obeyed} doesn't.
   */
  static Set<Integer> unread(Rule.Match match, List<Feed> feeds, ExtraFields obeyed) {
    Set<Integer> slots = read(match, feeds);
    List<Requires> asked = actions(match);
    slots.removeIf(
        slot -> {
          Actions read = obeyed.onlyOf().get(slot);
          return read == null
              || (!asked.isEmpty() && asked.stream().allMatch(each -> covers(read, each)));
        });
    return slots;
  }

  private static boolean covers(Actions read, Requires asked) {
    return asked.texts().stream()
        .allMatch(
            text ->
                asked.whole()
                    ? read.include(text)
                    : read.parts().stream().anyMatch(text::contains));
  }

  /** Of which an event must have one; none when others will do, too. */
  private static List<Requires> actions(Rule.Match match) {
    return Requires.of(match.condition())
        .filter(required -> required.stream().allMatch(Requires::isAction))
        .orElse(List.of());
  }

  private void put(int slot, Requires required) {
    Actions known =
        actions.computeIfAbsent(slot, first -> new Actions(new HashSet<>(), new HashSet<>()));
    (required.whole() ? known.names() : known.parts()).addAll(required.texts());
  }

  private static Set<Integer> read(Rule.Match match, List<Feed> feeds) {
    Set<Integer> slots = new HashSet<>();
    Consumer<Field> reader = field -> add(field, slots);
    match.condition().fields(reader);
    for (Feed feed : feeds) {
      feed.group().forEach(reader);
      feed.filters().forEach(filter -> filter.fields(reader));
      if (feed.value() != null) {
        reader.accept(feed.value());
      }
      if (feed.rule() instanceof Rule.RareRatio ratio) {
        ratio.trusted().fields(reader);
        ratio.sensitive().fields(reader);
      }
    }
    return slots;
  }

  private static void add(Field field, Set<Integer> slots) {
    for (Field part : field.parts()) {
      if (part instanceof ExtraField extra) {
        slots.add(extra.slot());
      }
    }
  }
}
