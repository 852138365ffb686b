package io.trailhound.match;

import io.trailhound.model.CloudTrailEvent;
import io.trailhound.rules.EventView;
import io.trailhound.rules.Feed;
import io.trailhound.rules.Requires;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An event to the signals of every rule that wants it, in one pass. Detections that ask for certain
 * actions or providers are looked at only for those, so that many rules cost little.
 */
public final class RuleMatcher implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Map<String, Detection[]> byAction = new HashMap<>();
  private final Map<String, Detection[]> byProvider = new HashMap<>();
  private final Detection[] always;
  private transient SignalWriter writer;

  public RuleMatcher(RuleBook book) {
    Map<String, List<Detection>> actions = new HashMap<>();
    Map<String, List<Detection>> providers = new HashMap<>();
    List<Detection> others = new ArrayList<>();
    for (Rule rule : book.rules()) {
      if (rule instanceof Rule.Match match) {
        List<Feed> feeds = book.feeds(match.name());
        if (match.alerts() || !feeds.isEmpty()) {
          Detection detection = Detection.of(match, feeds);
          Set<String> names = Requires.actions(match.condition());
          Set<String> sources = Requires.providers(match.condition());
          if (names != null) {
            put(actions, names, detection);
          } else if (sources != null) {
            put(providers, sources, detection);
          } else {
            others.add(detection);
          }
        }
      }
    }
    actions.forEach((name, list) -> byAction.put(name, list.toArray(Detection[]::new)));
    providers.forEach((name, list) -> byProvider.put(name, list.toArray(Detection[]::new)));
    always = others.toArray(Detection[]::new);
  }

  private static void put(
      Map<String, List<Detection>> index, Set<String> keys, Detection detection) {
    keys.forEach(key -> index.computeIfAbsent(key, first -> new ArrayList<>()).add(detection));
  }

  /** Hands every signal that {@code event} gives to {@code out}. */
  public void match(CloudTrailEvent event, SignalConsumer out) {
    if (writer == null) {
      writer = new SignalWriter(new EventView());
    }
    writer.begin(event, out);
    test(lookUp(byAction, writer.view().lowerAction()));
    test(lookUp(byProvider, writer.view().lowerProvider()));
    test(always);
  }

  private static Detection[] lookUp(Map<String, Detection[]> index, String value) {
    return value == null ? null : index.get(value);
  }

  private void test(Detection[] detections) {
    if (detections == null) {
      return;
    }
    for (Detection detection : detections) {
      if (detection.match().condition().test(writer.view())) {
        writer.write(detection);
      }
    }
  }
}
