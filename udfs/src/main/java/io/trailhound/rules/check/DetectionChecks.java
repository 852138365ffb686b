package io.trailhound.rules.check;

import io.trailhound.rules.Check;
import io.trailhound.rules.sigma.ConditionTree;
import io.trailhound.rules.sigma.Document;
import io.trailhound.rules.sigma.RuleReading;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The checks of what a rule or filter looks for. */
final class DetectionChecks {
  private final Findings findings;
  private final FieldChecks fields;
  private final ValueChecks values;
  private final EventChecks events;
  private final NeverFires neverFires;

  DetectionChecks(RuleReading reading, Findings findings) {
    this.findings = findings;
    this.fields = new FieldChecks(findings);
    this.values = new ValueChecks(findings);
    this.events = new EventChecks(findings, Catalogue.get());
    this.neverFires = new NeverFires(reading, findings);
  }

  void look(Document document) {
    Optional<DetectionSection> found = DetectionSection.of(document);
    if (found.isEmpty()) {
      return;
    }
    DetectionSection detection = found.get();
    fields.look(detection);
    values.look(detection);
    events.look(detection);
    unused(detection);
    if (document.has("detection")) {
      neverFires.look(detection);
    }
  }

  private void unused(DetectionSection detection) {
    if (detection.expression().isEmpty()) {
      return;
    }
    Set<String> used = new HashSet<>();
    name(detection.expression().get(), used);
    for (String selection : detection.selections().keySet()) {
      if (!used.contains(selection)) {
        findings.add(
            detection.document(),
            detection.placeOf(selection),
            Check.UNUSED_SELECTION,
            "the condition doesn't refer to " + selection,
            "name it there, or take it out");
      }
    }
  }

  private static void name(ConditionTree expression, Set<String> names) {
    if (expression instanceof ConditionTree.Named named) {
      names.add(named.selection());
    } else if (expression instanceof ConditionTree.EachItem each) {
      names.add(each.selection());
    } else if (expression instanceof ConditionTree.Not not) {
      name(not.part(), names);
    } else if (expression instanceof ConditionTree.And and) {
      and.parts().forEach(part -> name(part, names));
    } else if (expression instanceof ConditionTree.Or or) {
      or.parts().forEach(part -> name(part, names));
    }
  }
}
