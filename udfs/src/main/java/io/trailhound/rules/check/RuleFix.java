package io.trailhound.rules.check;

import io.trailhound.rules.Check;
import io.trailhound.rules.Finding;
import io.trailhound.rules.sigma.RuleSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file and what was found in it in; the same file, mended where that is safe, out: the rule finds
 * afterwards all that it found before. Comments and layout stay.
 */
public final class RuleFix {
  private static final Set<Check> MENDS =
      Set.of(Check.UNQUOTED_NUMBER, Check.EVENT_CASE, Check.REDUNDANT_CASED, Check.DUPLICATE_VALUE);
  private static final String CASED = "|cased";
  private static final Pattern VALUE = Pattern.compile("['\"]?(\\w+)");
  private static final Pattern ITEM = Pattern.compile("\\s*- .*\\R?");

  private final List<String> lines;
  private final List<Finding> mended = new ArrayList<>();

  private RuleFix(String text) {
    this.lines = new ArrayList<>(List.of(text.split("(?<=\\n)", -1)));
  }

  /**
   * A file after the mending.
   *
   * @param mended the findings that are gone
   */
  public record Fixed(String text, List<Finding> mended) {}

  /**
   * @param findings of this file, in order
   */
  public static Fixed of(RuleSource source, List<Finding> findings) {
    RuleFix fix = new RuleFix(source.text());
    // From behind, so that places before stay where they are.
    for (int i = findings.size() - 1; i >= 0; i--) {
      Finding finding = findings.get(i);
      if (MENDS.contains(finding.check()) && fix.mend(finding)) {
        fix.mended.add(0, finding);
      }
    }
    return new Fixed(String.join("", fix.lines), List.copyOf(fix.mended));
  }

  private boolean mend(Finding finding) {
    int index = finding.line() - 1;
    String line = lines.get(index);
    int at = line.offsetByCodePoints(0, finding.at().column() - 1);
    Optional<String> mended =
        switch (finding.check()) {
          case UNQUOTED_NUMBER -> quoted(line, at);
          case EVENT_CASE -> inRightCase(line, at);
          case REDUNDANT_CASED -> withoutCased(line, at);
          default -> withoutItem(line, at);
        };
    mended.ifPresent(text -> lines.set(index, text));
    return mended.isPresent();
  }

  private static Optional<String> quoted(String line, int at) {
    Matcher value = VALUE.matcher(line).region(at, line.length());
    return value.lookingAt() && value.start(1) == at
        ? Optional.of(replaced(line, value, "'" + value.group(1) + "'"))
        : Optional.empty();
  }

  private static Optional<String> inRightCase(String line, int at) {
    Matcher value = VALUE.matcher(line).region(at, line.length());
    if (!value.lookingAt()) {
      return Optional.empty();
    }
    Set<String> written = Catalogue.get().written(value.group(1));
    // Where services differ, a person has to say which is meant.
    return written.size() == 1
        ? Optional.of(replaced(line, value, written.iterator().next()))
        : Optional.empty();
  }

  private static String replaced(String line, Matcher value, String by) {
    return line.substring(0, value.start(1)) + by + line.substring(value.end(1));
  }

  private static Optional<String> withoutCased(String line, int at) {
    int cased = line.indexOf(CASED, at);
    int colon = line.indexOf(':', at);
    return cased >= 0 && cased < colon
        ? Optional.of(line.substring(0, cased) + line.substring(cased + CASED.length()))
        : Optional.empty();
  }

  /** Only where the value has a line of its own. */
  private static Optional<String> withoutItem(String line, int at) {
    boolean alone = ITEM.matcher(line).matches() && line.substring(0, at).strip().equals("-");
    return alone && line.indexOf('#') < 0 ? Optional.of("") : Optional.empty();
  }
}
