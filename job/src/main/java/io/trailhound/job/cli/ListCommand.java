package io.trailhound.job.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.RuleInfo;
import io.trailhound.rules.sigma.FieldsRead;
import io.trailhound.rules.sigma.RuleReading;
import io.trailhound.text.TerminalText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code rules list [DIR]}: what is loaded, as a table or as JSON. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Shows every rule: name, kind, level, ATT&CK, and what it finds.")
final class ListCommand implements Callable<Integer> {
  @ParentCommand private RulesCommand rules;

  @Mixin private RulesFolder folder;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table (the default), or json: also fields, file and line of each rule.")
  private String format;

  @Override
  public Integer call() {
    RulesCommand.requireOneOf("--format", format, "table", "json");
    RuleReading reading = rules.read(folder.path());
    if (format.equals("json")) {
      rules.out().println(json(reading).toPrettyString());
    } else {
      table(reading.bookOrFindings());
    }
    return ExitCode.OK;
  }

  private void table(RuleBook book) {
    PrintWriter out = rules.out();
    TextTable table = new TextTable("rule", "kind", "level", "ATT&CK", "what");
    List<String> feeders = new ArrayList<>();
    for (Rule rule : book.rules()) {
      RuleInfo info = rule.info();
      if (book.alerts(rule.name())) {
        table.row(info.name(), info.kind(), info.level(), threats(info), info.title());
      } else {
        feeders.add(TerminalText.escape(rule.name()));
      }
    }
    table.print(out, rules.style());
    if (!feeders.isEmpty()) {
      out.println();
      String names = String.join(", ", feeders);
      out.println("Without alerts of their own, for the rules above: " + names + ".");
    }
  }

  private static String threats(RuleInfo info) {
    return info.threats().stream().map(RuleInfo.Threat::id).collect(Collectors.joining(" "));
  }

  private static ArrayNode json(RuleReading reading) {
    RuleBook book = reading.bookOrFindings();
    FieldsRead fields = new FieldsRead(reading);
    ArrayNode all = new ObjectMapper().createArrayNode();
    for (Rule rule : book.rules()) {
      RuleInfo info = rule.info();
      ObjectNode to = all.addObject();
      to.put("name", info.name());
      to.put("id", info.id());
      to.put("title", info.title());
      to.put("kind", info.kind());
      to.put("level", info.level());
      to.put("alerts", book.alerts(rule.name()));
      ArrayNode threats = to.putArray("techniques");
      info.threats().forEach(threat -> threats.add(threat.id()));
      ArrayNode under = to.putArray("rules");
      rule.references().forEach(under::add);
      ArrayNode read = to.putArray("fields");
      fields.withThoseUnder(rule, book).forEach(read::add);
      to.put("file", info.file());
      to.put("line", info.line());
    }
    return all;
  }
}
