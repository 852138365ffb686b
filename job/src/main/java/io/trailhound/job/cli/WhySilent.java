package io.trailhound.job.cli;

import io.trailhound.model.CloudTrailEvent;
import io.trailhound.rules.Rule;
import io.trailhound.rules.sigma.Explained;
import io.trailhound.rules.sigma.Explainer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A rule whose examples fire nothing in; the selections that are to blame out, in words. */
final class WhySilent {
  private static final int MOST_EVENTS = 10_000;

  private final RuleExamples examples;
  private final Explainer explainer;
  private final ExplainWords words;

  WhySilent(RuleExamples examples, Explainer explainer) {
    this.examples = examples;
    this.explainer = explainer;
    this.words = new ExplainWords(examples.lookups());
  }

  /** Lines; none where every detection under the rule matches and no state is to blame. */
  List<String> of(String name) throws IOException {
    Rule rule = explainer.book().find(name).orElseThrow();
    List<CloudTrailEvent> events =
        EventFile.read(
                examples.events(name), explainer.extraFields(), examples.lookups(), MOST_EVENTS)
            .events();
    List<String> lines = new ArrayList<>();
    if (events.isEmpty()) {
      lines.add("the examples have no event");
    } else if (rule instanceof Rule.Match) {
      lines.add(nearest(name, events));
    } else {
      counted(rule, events, lines);
    }
    return lines;
  }

  private void counted(Rule rule, List<CloudTrailEvent> events, List<String> lines) {
    Set<String> bases = new TreeSet<>();
    addDetections(rule, bases);
    for (String base : bases) {
      long count = events.stream().filter(event -> holds(base, event)).count();
      lines.add(count + " of " + events.size() + " events match " + base);
      if (count == 0) {
        lines.add(nearest(base, events));
      }
    }
    filtered(rule, events, lines);
    lines.add("fires when: " + explainer.needs(rule.name()));
  }

  /** Filters on a correlation, or on one under it, hold back what its detections match. */
  private void filtered(Rule rule, List<CloudTrailEvent> events, List<String> lines) {
    List<CloudTrailEvent> matching =
        events.stream()
            .filter(event -> rule.references().stream().anyMatch(base -> holds(base, event)))
            .toList();
    List<Explained> taken =
        matching.stream()
            .flatMap(event -> explainer.filters(rule.name(), event).stream())
            .filter(filters -> !filters.holds())
            .toList();
    if (!taken.isEmpty()) {
      lines.add(
          "filters on "
              + rule.name()
              + " take "
              + taken.size()
              + " of the "
              + matching.size()
              + " that match: "
              + words.because(taken.get(0)));
    }
    for (String base : rule.references()) {
      filtered(explainer.book().find(base).orElseThrow(), events, lines);
    }
  }

  private boolean holds(String detection, CloudTrailEvent event) {
    return explainer.detection(detection, event).filter(Explained::holds).isPresent();
  }

  /** All detections under a rule, whatever lies between. */
  private void addDetections(Rule rule, Set<String> into) {
    for (String base : rule.references()) {
      Rule under = explainer.book().find(base).orElseThrow();
      if (under instanceof Rule.Match) {
        into.add(base);
      } else {
        addDetections(under, into);
      }
    }
  }

  /** The event to which the fewest parts are to blame. */
  private String nearest(String detection, List<CloudTrailEvent> events) {
    return events.stream()
        .min(Comparator.comparingInt(event -> explained(detection, event).causes().size()))
        .map(event -> "%s, nearest: %s".formatted(event.eventId, because(detection, event)))
        .orElseThrow();
  }

  private String because(String detection, CloudTrailEvent event) {
    return words.because(explained(detection, event));
  }

  private Explained explained(String detection, CloudTrailEvent event) {
    return explainer.detection(detection, event).orElseThrow();
  }
}
