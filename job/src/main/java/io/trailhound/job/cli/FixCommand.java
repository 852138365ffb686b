package io.trailhound.job.cli;

import io.trailhound.rules.Finding;
import io.trailhound.rules.check.Mending;
import io.trailhound.rules.sigma.RuleFiles;
import io.trailhound.rules.sigma.RuleSource;
import io.trailhound.text.TerminalText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code rules fix DIR}: mends rule files where that changes nothing of what rules find. */
@Command(
    name = "fix",
    mixinStandardHelpOptions = true,
    description =
        "Mends what is safe to mend: quotes around account ids, cased without letters or in a case that"
            + " no event has, values that stand twice.")
final class FixCommand implements Callable<Integer> {
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final String LEFT = "left, as the rule might mean something else: ";

  @ParentCommand private RulesCommand rules;

  @Parameters(paramLabel = "DIR", arity = "1", description = "A folder with rule files.")
  private Path folder;

  @Option(names = "--dry-run", description = "Says what would be mended, and changes nothing.")
  private boolean dryRun;

  @Option(names = "--sort", description = "Puts values of lists into order, too.")
  private boolean sort;

  @Override
  public Integer call() throws IOException {
    RuleFiles before = RuleFiles.of(folder, List.of());
    Mending.Outcome outcome = Mending.of(before, rules.skipsForeign(), sort);
    List<RuleSource> changed = new ArrayList<>(outcome.files().rules());
    changed.removeAll(before.rules());
    outcome.mended().forEach(finding -> tell(dryRun ? "would mend " : "mended ", finding));
    outcome.left().forEach(finding -> tell(LEFT, finding));
    outcome.unsorted().forEach(file -> rules.out().println(LEFT + TerminalText.escape(file)));
    for (RuleSource source : changed) {
      tellOfOrder(source, outcome);
      write(source);
    }
    String mended = counted(outcome.mended().size(), "finding");
    String where = " in " + counted(changed.size(), "file") + "; ";
    String left = outcome.remaining() + " left for rules check.";
    rules.out().println((dryRun ? "Would mend " : "Mended ") + mended + where + left);
    return ExitCode.OK;
  }

  private static String counted(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private void tell(String what, Finding finding) {
    rules.out().println(what + CheckFormat.line(finding));
  }

  private void tellOfOrder(RuleSource source, Mending.Outcome outcome) {
    if (outcome.mended().stream().noneMatch(finding -> finding.file().equals(source.file()))) {
      String what = dryRun ? "would put lists into order: " : "lists in order: ";
      rules.out().println(what + TerminalText.escape(source.file()));
    }
  }

  private void write(RuleSource source) throws IOException {
    if (!dryRun) {
      Path file = Path.of(source.file());
      byte[] before = Files.readAllBytes(file);
      boolean marked = new String(before, StandardCharsets.UTF_8).startsWith(BYTE_ORDER_MARK);
      Files.writeString(file, marked ? BYTE_ORDER_MARK + source.text() : source.text());
    }
  }
}
