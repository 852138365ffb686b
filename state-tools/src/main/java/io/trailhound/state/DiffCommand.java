package io.trailhound.state;

import io.trailhound.detect.NewTerms;
import io.trailhound.state.inspect.Sighting;
import io.trailhound.state.savepoint.LineProgress;
import io.trailhound.state.savepoint.Savepoint;
import io.trailhound.state.savepoint.StateLine;
import io.trailhound.text.TerminalText;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code state diff}: what principals were seen under in one savepoint and not in the other. */
@Command(
    name = "diff",
    description = {
      "Shows which principals were seen under which terms in B only (+) or A only (-).",
      "Ends with 1 when there is a difference."
    })
final class DiffCommand implements Callable<Integer> {
  @Parameters(paramLabel = "A", description = "Folder of a savepoint or checkpoint.")
  private String before;

  @Parameters(paramLabel = "B", description = "Folder of another one.")
  private String after;

  @Option(names = "--principal", paramLabel = "ARN", description = "Only this one's.")
  private String principal;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Set<String> onlyBefore = new HashSet<>();
    read(before, onlyBefore::add);
    Set<String> onlyAfter = new HashSet<>();
    read(
        after,
        seen -> {
          if (!onlyBefore.remove(seen)) {
            onlyAfter.add(seen);
          }
        });
    Set<String> lines = new TreeSet<>();
    onlyBefore.forEach(seen -> lines.add(signed(seen, '-')));
    onlyAfter.forEach(seen -> lines.add(signed(seen, '+')));
    PrintWriter out = spec.commandLine().getOut();
    lines.forEach(out::println);
    return lines.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  /** Behind the principal, so that what it gained and lost stands together. */
  private static String signed(String seen, char sign) {
    return TerminalText.escape(seen).replaceFirst("^(\\S*)", "$1  " + sign);
  }

  /**
   * Principal, rule and term of everything that is known; as one text, to hold a million of them.
   */
  private void read(String path, Consumer<String> seen) throws Exception {
    Savepoint.open(path)
        .read(
            NewTerms.UID,
            new LineProgress("entries", spec.commandLine().getErr())
                .counting(
                    json -> {
                      StateLine line = StateLine.parse(json);
                      if (Sighting.isIn(line) && (principal == null || line.isOf(principal))) {
                        seen.accept(
                            line.who()
                                + "  "
                                + line.rule().orElse("")
                                + "  "
                                + line.entry().asText());
                      }
                    }));
  }
}
