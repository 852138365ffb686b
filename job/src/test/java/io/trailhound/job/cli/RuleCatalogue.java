package io.trailhound.job.cli;

import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleInfo;
import io.trailhound.rules.sigma.Explainer;
import io.trailhound.rules.sigma.FieldsRead;
import io.trailhound.rules.sigma.RuleReading;
import io.trailhound.rules.sigma.RuleSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Rules and an alert of each in, the text of a page out that has a section for each of them. */
final class RuleCatalogue {
  private static final Pattern LIST = Pattern.compile("%([a-z_]+)%");
  private static final Pattern VARIANTS = Pattern.compile("(?m)^ *# (Variants?\\b.*(?:\\n *#.*)*)");

  private final RuleReading reading;
  private final Explainer explainer;
  private final FieldsRead fields;
  private final Map<String, String> messages;
  private final Map<String, String> noise;

  /**
   * @param messages by rule that of an alert
   * @param noise by rule how often it fired over what; empty says nothing of it
   */
  RuleCatalogue(RuleReading reading, Map<String, String> messages, Map<String, String> noise) {
    this.reading = reading;
    this.explainer = new Explainer(reading);
    this.fields = new FieldsRead(reading);
    this.messages = messages;
    this.noise = noise;
  }

  /**
   * @param heading what stands above the sections
   */
  String markdown(String heading) {
    StringBuilder page = new StringBuilder(heading);
    for (Rule rule : explainer.book().rules()) {
      if (explainer.book().alerts(rule.name())) {
        section(rule, page);
      }
    }
    return page.toString();
  }

  private void section(Rule rule, StringBuilder page) {
    RuleInfo info = rule.info();
    page.append("\n## ").append(info.name()).append("\n\n");
    page.append("**").append(info.title()).append(".** ");
    page.append(info.description().strip()).append("\n\n| | |\n|---|---|\n");
    row(page, "kind", info.kind());
    row(page, "level", info.level() + ", risk " + info.risk());
    row(page, "ATT&CK", info.threats().stream().map(RuleCatalogue::name).collect(joined()));
    row(page, "reads", code(fields.withThoseUnder(rule, explainer.book())));
    if (!rule.references().isEmpty()) {
      row(page, "over", code(rule.references()));
      row(page, "fires when", explainer.needs(rule.name()));
    }
    if (noise.containsKey(info.name())) {
      row(page, "noise", noise.get(info.name()));
    }
    page.append("\nAn alert of its examples says:\n\n> ").append(messages.get(info.name()));
    page.append("\n\n**Tuning.** ").append(tuning(rule)).append('\n');
    page.append("\n**False positives.**\n\n");
    info.falsePositives().forEach(each -> page.append("- ").append(each).append('\n'));
    page.append("\n**What to do.**\n\n").append(info.guide().strip()).append('\n');
  }

  private static void row(StringBuilder page, String name, String value) {
    page.append("| ").append(name).append(" | ").append(value).append(" |\n");
  }

  private static String name(RuleInfo.Threat threat) {
    return threat.name() == null ? threat.id() : threat.id() + " " + threat.name();
  }

  private static java.util.stream.Collector<CharSequence, ?, String> joined() {
    return Collectors.joining(", ");
  }

  private static String code(Iterable<String> names) {
    List<String> quoted = new ArrayList<>();
    names.forEach(name -> quoted.add("`" + name + "`"));
    return String.join(", ", quoted);
  }

  /** Its lists, the variants that its file speaks of, and what can be done with every rule. */
  private String tuning(Rule rule) {
    RuleSource source =
        reading.files().rules().stream()
            .filter(file -> file.file().equals(rule.info().file()))
            .findFirst()
            .orElseThrow();
    TreeSet<String> lists = new TreeSet<>();
    Matcher list = LIST.matcher(source.text());
    while (list.find()) {
      lists.add(list.group(1));
    }
    StringBuilder text = new StringBuilder();
    if (!lists.isEmpty()) {
      text.append("Lists that can be replaced: ").append(code(lists)).append(". ");
    }
    text.append("A filter on ").append(code(detections(rule)));
    text.append(" excepts what is known.");
    Matcher variants = VARIANTS.matcher(source.text());
    while (variants.find()) {
      String body = variants.group(1).replaceAll("(?m)^ *# ?", "").stripTrailing();
      text.append("\n\nFrom the rule's file:\n\n").append(body.indent(4).stripTrailing());
    }
    return text.toString();
  }

  private Set<String> detections(Rule rule) {
    Set<String> detections = new TreeSet<>();
    if (rule instanceof Rule.Match) {
      detections.add(rule.name());
    }
    for (String base : rule.references()) {
      detections.addAll(detections(explainer.book().find(base).orElseThrow()));
    }
    return detections;
  }
}
