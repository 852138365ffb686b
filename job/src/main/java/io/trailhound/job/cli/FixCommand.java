package io.trailhound.job.cli;

import io.trailhound.rules.Check;
import io.trailhound.rules.Finding;
import io.trailhound.rules.check.ListOrder;
import io.trailhound.rules.check.RuleChecks;
import io.trailhound.rules.check.RuleFix;
import io.trailhound.rules.sigma.RuleFiles;
import io.trailhound.rules.sigma.RuleReading;
import io.trailhound.rules.sigma.RuleSource;
import io.trailhound.text.TerminalText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
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

  @ParentCommand private RulesCommand rules;

  @Parameters(paramLabel = "DIR", arity = "1", description = "A folder with rule files.")
  private Path folder;

  @Option(names = "--dry-run", description = "Says what would be mended, and changes nothing.")
  private boolean dryRun;

  @Option(names = "--sort", description = "Puts values of lists into order, too.")
  private boolean sort;

  @Override
  public Integer call() throws IOException {
    RuleReading reading = RuleReading.of(RuleFiles.of(folder, List.of()), rules.skipsForeign());
    List<Finding> findings = RuleChecks.of(reading, EnumSet.noneOf(Check.class));
    int mended = 0;
    int files = 0;
    for (RuleSource source : reading.files().rules()) {
      RuleFix.Fixed fixed = fixed(source, findings);
      if (!fixed.text().equals(source.text())) {
        fixed.mended().forEach(this::tell);
        tellOfOrder(source, fixed);
        mended += fixed.mended().size();
        files++;
        write(source, fixed.text());
      }
    }
    String done = dryRun ? "Would mend " : "Mended ";
    String inFiles = files + (files == 1 ? " file; " : " files; ");
    String left = findings.size() - mended + " left for rules check.";
    rules
        .out()
        .println(done + mended + " of " + findings.size() + " findings in " + inFiles + left);
    return ExitCode.OK;
  }

  private RuleFix.Fixed fixed(RuleSource source, List<Finding> findings) {
    if (source.text().indexOf('\uFFFD') >= 0) {
      return new RuleFix.Fixed(source.text(), List.of()); // what isn't UTF-8 would be lost
    }
    List<Finding> own =
        findings.stream().filter(finding -> finding.file().equals(source.file())).toList();
    RuleFix.Fixed fixed = RuleFix.of(source, own);
    return sort ? new RuleFix.Fixed(ListOrder.of(fixed.text()), fixed.mended()) : fixed;
  }

  private void tell(Finding finding) {
    rules.out().println((dryRun ? "would mend " : "mended ") + CheckFormat.line(finding));
  }

  private void tellOfOrder(RuleSource source, RuleFix.Fixed fixed) {
    if (fixed.mended().isEmpty()) {
      String what = dryRun ? "would put lists into order: " : "lists in order: ";
      rules.out().println(what + TerminalText.escape(source.file()));
    }
  }

  private void write(RuleSource source, String text) throws IOException {
    if (!dryRun) {
      Path file = Path.of(source.file());
      byte[] before = Files.readAllBytes(file);
      boolean marked = new String(before, StandardCharsets.UTF_8).startsWith(BYTE_ORDER_MARK);
      Files.writeString(file, marked ? BYTE_ORDER_MARK + text : text);
    }
  }
}
