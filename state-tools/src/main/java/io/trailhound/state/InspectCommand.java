package io.trailhound.state;

import io.trailhound.state.inspect.InWords;
import io.trailhound.state.inspect.Sections;
import io.trailhound.state.inspect.Sentence;
import io.trailhound.state.savepoint.LineProgress;
import io.trailhound.state.savepoint.Savepoint;
import io.trailhound.state.savepoint.StateLine;
import io.trailhound.text.TerminalText;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code state inspect}: what the job knows, in words or as lines of JSON. */
@Command(
    name = "inspect",
    description = "Shows what the job knows of principals: networks, hours, open windows, steps.")
final class InspectCommand implements Callable<Integer> {
  enum Format {
    table,
    json
  }

  @Mixin private SavepointArgument savepointArgument;

  @Option(names = "--principal", paramLabel = "ARN", description = "Only this one's.")
  private String principal;

  @Option(names = "--rule", paramLabel = "NAME", description = "Only this rule's.")
  private String rule;

  @Option(
      names = "--format",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
  private Format format;

  @Spec private CommandSpec spec;

  private boolean found;

  @Override
  public Integer call() throws Exception {
    inspect(spec.commandLine().getOut());
    if (!found) {
      spec.commandLine().getErr().println("Nothing is known" + ofWhat() + ".");
    }
    return ExitCode.OK;
  }

  private void inspect(PrintWriter out) throws Exception {
    LineProgress progress = new LineProgress("entries", spec.commandLine().getErr());
    Savepoint savepoint = savepointArgument.open();
    if (format == Format.json) {
      savepoint.read(
          savepoint.keyedOperators(),
          progress.counting(
              json -> {
                if (wanted(StateLine.parse(json))) {
                  out.println(json);
                  found = true;
                }
              }));
      return;
    }
    try (Sections sections = new Sections()) {
      savepoint.read(
          savepoint.keyedOperators().stream()
              .filter(it -> InWords.title(it.uid()).isPresent())
              .toList(),
          progress.counting(
              json -> {
                StateLine line = StateLine.parse(json);
                if (wanted(line)) {
                  String title = InWords.title(line.operator()).orElseThrow();
                  for (Sentence sentence : InWords.of(line)) {
                    sections.add(title, sentence);
                    found = true;
                  }
                }
              }));
      sections.print(out);
    }
  }

  private boolean wanted(StateLine line) {
    return (principal == null || line.isOf(principal))
        && (rule == null || line.rule().filter(rule::equals).isPresent());
  }

  private String ofWhat() {
    return (principal == null ? "" : " of " + TerminalText.escape(principal))
        + (rule == null ? "" : " by " + TerminalText.escape(rule));
  }
}
