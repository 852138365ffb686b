package io.trailhound.state;

import io.trailhound.detect.KeyedOperator;
import io.trailhound.text.TerminalText;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code state inspect}: what the job knows, in words or as lines of JSON. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    description = "Shows what the job knows of principals: networks, hours, open windows, steps.")
final class InspectCommand implements Callable<Integer> {
  enum Format {
    table,
    json
  }

  @Parameters(paramLabel = "SAVEPOINT", description = "Folder of a savepoint or checkpoint.")
  private String path;

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

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Savepoint savepoint = Savepoint.open(path);
    for (KeyedOperator<?> operator : savepoint.keyedOperators()) {
      if (format == Format.json || InWords.TITLES.containsKey(operator.uid())) {
        show(savepoint, operator, out);
      }
    }
    return StateMain.DONE;
  }

  private void show(Savepoint savepoint, KeyedOperator<?> operator, PrintWriter out) {
    AtomicBoolean titled = new AtomicBoolean();
    savepoint.read(
        operator,
        json -> {
          StateLine line = StateLine.parse(json);
          if (!wanted(line)) {
            return;
          }
          if (format == Format.json) {
            out.println(json);
            return;
          }
          for (String words : InWords.of(line)) {
            if (!titled.getAndSet(true)) {
              out.println(InWords.TITLES.get(operator.uid()));
            }
            out.println("  " + TerminalText.escape(words));
          }
        });
  }

  private boolean wanted(StateLine line) {
    return (principal == null || line.isOf(principal))
        && (rule == null || line.rule().filter(rule::equals).isPresent());
  }
}
