package io.trailhound.rules.check;

import io.trailhound.rules.Check;
import io.trailhound.rules.Finding;
import io.trailhound.rules.sigma.RuleFiles;
import io.trailhound.rules.sigma.RuleReading;
import io.trailhound.rules.sigma.RuleSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Rule files in; the same, mended where that changes nothing of what the rules find, out. */
public final class Mending {
  private final boolean skipForeign;
  private final List<Finding> mended = new ArrayList<>();
  private final List<Finding> left = new ArrayList<>();
  private final List<String> unsorted = new ArrayList<>();
  private RuleFiles files;
  private List<Finding> findings;

  private Mending(RuleFiles files, boolean skipForeign) {
    this.skipForeign = skipForeign;
    take(files);
  }

  /**
   * What came of it. Findings are by file, line and column of the files as they were.
   *
   * @param files after the mending, each where it was
   * @param mended what was found and is gone
   * @param left what can't be mended without changing what a rule asks for
   * @param unsorted files of which the same is true of the order of their lists
   * @param remaining how many findings there are in the files now
   */
  public record Outcome(
      RuleFiles files,
      List<Finding> mended,
      List<Finding> left,
      List<String> unsorted,
      int remaining) {}

  /**
   * @param skipForeign whether rules for other logs are left out
   * @param sort whether lists of values are put into order, too
   */
  public static Outcome of(RuleFiles files, boolean skipForeign, boolean sort) {
    Mending mending = new Mending(files, skipForeign);
    for (Set<Check> step : RuleFix.STEPS) {
      mending.each(source -> mending.mended(source, step));
    }
    if (sort) {
      mending.each(mending::sorted);
    }
    return new Outcome(
        mending.files,
        RuleReading.inOrder(files, mending.mended),
        RuleReading.inOrder(files, mending.left),
        mending.unsorted,
        mending.findings.size());
  }

  private void take(RuleFiles now) {
    files = now;
    findings = RuleChecks.of(RuleReading.of(files, skipForeign), EnumSet.noneOf(Check.class));
  }

  private interface Step {
    String textOf(RuleSource source);
  }

  private void each(Step step) {
    List<RuleSource> rules = new ArrayList<>();
    for (RuleSource source : files.rules()) {
      // What isn't UTF-8 would be lost.
      boolean readable = source.text().indexOf('\uFFFD') < 0;
      rules.add(readable ? new RuleSource(source.file(), step.textOf(source)) : source);
    }
    if (!rules.equals(files.rules())) {
      take(new RuleFiles(rules, files.lists(), files.listPlaces(), files.problems()));
    }
  }

  private String mended(RuleSource source, Set<Check> step) {
    List<Finding> own =
        findings.stream().filter(finding -> finding.file().equals(source.file())).toList();
    RuleFix.Fixed fixed = RuleFix.of(source, own, step);
    mended.addAll(fixed.mended());
    left.addAll(fixed.left());
    return fixed.text();
  }

  private String sorted(RuleSource source) {
    String text = ListOrder.of(source.text());
    if (text.equals(source.text()) || RuleMeaning.of(source).isOf(text)) {
      return text;
    }
    unsorted.add(source.file());
    return source.text();
  }
}
