package io.trailhound.state;

import io.trailhound.detect.NewTerms;
import io.trailhound.text.TerminalText;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code state diff}: what principals were seen under in one savepoint and not in the other. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
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
  public Integer call() {
    Set<List<String>> a = known(before);
    Set<List<String>> b = known(after);
    Set<List<String>> both = new HashSet<>(a);
    both.retainAll(b);
    a.removeAll(both);
    b.removeAll(both);
    PrintWriter out = spec.commandLine().getOut();
    Set<String> lines = new TreeSet<>();
    a.forEach(seen -> lines.add(line(seen, '-')));
    b.forEach(seen -> lines.add(line(seen, '+')));
    lines.forEach(out::println);
    return lines.isEmpty() ? StateMain.DONE : StateMain.FAILED;
  }

  private static String line(List<String> seen, char sign) {
    String text = "%s  %s  %s".formatted(seen.get(0), seen.get(1), seen.get(2));
    return TerminalText.escape(text).replaceFirst("^(\\S*)", "$1  " + sign);
  }

  /** Principal, rule and term of everything that is known. */
  private Set<List<String>> known(String path) {
    Savepoint savepoint = Savepoint.open(path);
    Set<List<String>> known = new HashSet<>();
    savepoint.read(NewTerms.UID, json -> add(StateLine.parse(json), known));
    return known;
  }

  private void add(StateLine line, Set<List<String>> known) {
    if (Sighting.isIn(line) && (principal == null || line.isOf(principal))) {
      known.add(List.of(line.who(), line.rule().orElse(""), line.entry().asText()));
    }
  }
}
