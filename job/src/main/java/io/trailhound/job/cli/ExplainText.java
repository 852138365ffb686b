package io.trailhound.job.cli;

import io.trailhound.model.CloudTrailEvent;
import io.trailhound.rules.Rule;
import io.trailhound.rules.sigma.Explained;
import io.trailhound.rules.sigma.Explainer;
import io.trailhound.text.TerminalText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a rule came to for an event, as lines. */
record ExplainText(Explainer explainer, PrintWriter out, Style style, ExplainWords words) {
  /**
   * @param whole whether the tree is shown also where the rule doesn't match
   */
  void tell(Rule rule, CloudTrailEvent event, boolean whole) {
    Optional<Explained> detection = explainer.detection(rule.name(), event);
    if (detection.isPresent()) {
      detection(rule, detection.get(), whole);
    } else {
      correlation(rule, event, whole);
    }
  }

  private void detection(Rule rule, Explained explained, boolean whole) {
    boolean all = whole || explained.holds();
    out.println(
        sign(explained.holds())
            + TerminalText.escape(rule.name())
            + (all ? "" : style.dim("  " + TerminalText.escape(words.because(explained)))));
    if (all) {
      tree(explained, 1);
    }
  }

  private void tree(Explained explained, int depth) {
    out.println("  ".repeat(depth) + sign(explained.holds()) + line(explained));
    explained.parts().forEach(part -> tree(part, depth + 1));
  }

  private String line(Explained explained) {
    String label = TerminalText.escape(explained.label());
    return explained.kind() == Explained.Kind.FIELD
        ? label + style.dim("  " + TerminalText.escape(words.state(explained)))
        : label;
  }

  private void correlation(Rule rule, CloudTrailEvent event, boolean whole) {
    List<String> matching = new ArrayList<>();
    for (String base : rule.references()) {
      if (explainer.detection(base, event).filter(Explained::holds).isPresent()) {
        matching.add(base);
      }
    }
    Optional<Explained> filters = explainer.filters(rule.name(), event);
    boolean excepted = filters.isPresent() && !filters.get().holds();
    String why = matching.isEmpty() || !excepted ? part(rule, event) : words.because(filters.get());
    boolean takesPart = !matching.isEmpty() && !excepted;
    out.println(
        (takesPart ? style.dim("· ") : sign(false))
            + TerminalText.escape(rule.name())
            + style.dim(
                "  " + rule.info().kind() + (takesPart ? "" : ": " + TerminalText.escape(why))));
    if (takesPart || whole) {
      matching.forEach(base -> values(rule, base, event));
      filters.ifPresent(it -> tree(it, 2));
      out.println("    fires when: " + TerminalText.escape(explainer.needs(rule.name())));
      out.println("    over: " + TerminalText.escape(String.join(", ", rule.references())));
    }
    if (whole && matching.isEmpty()) {
      rule.references().forEach(base -> base(base, event));
    }
  }

  private String part(Rule rule, CloudTrailEvent event) {
    boolean higher =
        rule.references().stream().anyMatch(base -> explainer.detection(base, event).isEmpty());
    return higher ? "takes alerts of other rules" : "none of its rules matches";
  }

  private void values(Rule rule, String base, CloudTrailEvent event) {
    String values = String.join(", ", explainer.correlated(rule.name(), base, event));
    out.println(
        "    " + TerminalText.escape(base + " matches" + (values.isEmpty() ? "" : ": " + values)));
  }

  private void base(String base, CloudTrailEvent event) {
    explainer
        .detection(base, event)
        .ifPresent(
            it -> out.println("    " + TerminalText.escape(base + ": " + words.because(it))));
  }

  private String sign(boolean holds) {
    return holds ? style.good("✓ ") : style.bad("✗ ");
  }
}
