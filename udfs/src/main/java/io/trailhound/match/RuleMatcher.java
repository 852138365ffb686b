package io.trailhound.match;

import io.trailhound.model.CloudTrailEvent;
import io.trailhound.rules.Feed;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.condition.EventView;
import io.trailhound.rules.condition.Requires;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * An event to the signals of every rule that wants it, in one pass. Detections that ask for certain
 * actions or providers are looked at only for those, so that many rules cost little.
 */
public final class RuleMatcher implements Serializable {
  private static final long serialVersionUID = 1L;

  private final DetectionIndex byAction = new DetectionIndex();
  private final DetectionIndex byProvider = new DetectionIndex();
  private final Detection[] always;
  private final Set<String> rulesWithSignals = new LinkedHashSet<>();
  private transient SignalWriter writer;

  public RuleMatcher(RuleBook book) {
    List<Detection> others = new ArrayList<>();
    for (Rule rule : book.rules()) {
      if (rule instanceof Rule.Match match) {
        List<Feed> feeds = book.feeds(match.name());
        if (match.alerts() || !feeds.isEmpty()) {
          put(Detection.of(match, feeds), others);
          if (match.alerts()) {
            rulesWithSignals.add(match.name());
          }
          feeds.forEach(feed -> rulesWithSignals.add(feed.rule().name()));
        }
      }
    }
    always = others.toArray(Detection[]::new);
  }

  private void put(Detection detection, List<Detection> others) {
    Set<String> actions = Requires.actions(detection.match().condition());
    Set<String> providers = Requires.providers(detection.match().condition());
    if (actions != null) {
      byAction.add(actions, detection);
    } else if (providers != null) {
      byProvider.add(providers, detection);
    } else {
      others.add(detection);
    }
  }

  /** Names of the rules that signals can be for. */
  public Set<String> rulesWithSignals() {
    return Collections.unmodifiableSet(rulesWithSignals);
  }

  /** Hands every signal that {@code event} gives to {@code out}. */
  public void match(CloudTrailEvent event, SignalConsumer out) {
    if (writer == null) {
      writer = new SignalWriter(new EventView());
    }
    writer.begin(event, out);
    if (event.lists == null) {
      test(byAction.of(event.eventName));
      test(byProvider.of(event.eventSource));
    } else {
      testOnce(event);
    }
    test(always);
    if (writer.view().listsCut()) {
      out.cut();
    }
  }

  /** An event may have several actions and providers that one detection asks for. */
  private void testOnce(CloudTrailEvent event) {
    Set<Detection> asked = Collections.newSetFromMap(new IdentityHashMap<>());
    for (String action : event.all("event.action", event.eventName)) {
      Collections.addAll(asked, byAction.of(action));
    }
    for (String provider : event.all("event.provider", event.eventSource)) {
      Collections.addAll(asked, byProvider.of(provider));
    }
    test(asked.toArray(Detection[]::new));
  }

  private void test(Detection[] detections) {
    for (Detection detection : detections) {
      if (detection.match().condition().test(writer.view())) {
        writer.write(detection);
      }
    }
  }
}
