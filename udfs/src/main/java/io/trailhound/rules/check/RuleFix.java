package io.trailhound.rules.check;

import io.trailhound.rules.Check;
import io.trailhound.rules.Finding;
import io.trailhound.rules.sigma.RuleSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file and what was found in it in; the same file, mended where that is safe, out: the rule finds
 * afterwards all that it found before. Comments and layout stay.
 */
final class RuleFix {
  /**
   * What is mended one after the other, and looked for anew between: lines go last, so that those
   * of all that is mended are the file's own.
   */
  static final List<Set<Check>> STEPS =
      List.of(
          Set.of(Check.UNQUOTED_NUMBER, Check.EVENT_CASE, Check.REDUNDANT_CASED),
          Set.of(Check.DUPLICATE_VALUE));

  static final String CASED = "|cased";
  private static final Pattern VALUE = Pattern.compile("['\"]?(\\w+)");
  private static final Pattern ITEM = Pattern.compile("\\s*- .*\\R?");

  private final RuleSource source;
  private final RuleMeaning meaning;
  private final List<String> lines;
  private final List<Integer> starts = new ArrayList<>();
  private final List<Finding> left = new ArrayList<>();

  /** By where the text begins that goes: several findings may ask for the same. */
  private final Map<Integer, Edit> edits = new TreeMap<>();

  private RuleFix(RuleSource source) {
    this.source = source;
    this.meaning = RuleMeaning.of(source);
    this.lines = YamlLines.of(source.text());
    int start = 0;
    for (String line : lines) {
      starts.add(start);
      start += line.length();
    }
  }

  /**
   * A file after the mending.
   *
   * @param mended the findings that are gone
   * @param left those that can't be mended without changing what the rule asks for
   */
  record Fixed(String text, List<Finding> mended, List<Finding> left) {}

  /** What stands from {@code from} to before {@code to}, replaced. */
  private record Edit(int from, int to, String by, List<Finding> findings) {}

  /**
   * @param findings of this file, in order
   * @param mends which of them are mended
   */
  static Fixed of(RuleSource source, List<Finding> findings, Set<Check> mends) {
    RuleFix fix = new RuleFix(source);
    findings.stream().filter(finding -> mends.contains(finding.check())).forEach(fix::note);
    List<Edit> safe = fix.safe(List.of(), List.copyOf(fix.edits.values()));
    List<Finding> mended = safe.stream().flatMap(edit -> edit.findings().stream()).toList();
    return new Fixed(fix.after(safe), mended, fix.left);
  }

  /** What leaves the rule as it is of {@code more}, behind what does so already. */
  private List<Edit> safe(List<Edit> kept, List<Edit> more) {
    List<Edit> all = Stream.concat(kept.stream(), more.stream()).toList();
    if (more.isEmpty() || meaning.isOf(after(all))) {
      return all;
    }
    if (more.size() == 1) {
      left.addAll(more.get(0).findings());
      return kept;
    }
    int half = more.size() / 2;
    return safe(safe(kept, more.subList(0, half)), more.subList(half, more.size()));
  }

  private String after(List<Edit> edits) {
    StringBuilder text = new StringBuilder();
    int from = 0;
    for (Edit edit : edits) {
      text.append(source.text(), from, edit.from()).append(edit.by());
      from = edit.to();
    }
    return text.append(source.text().substring(from)).toString();
  }

  private void note(Finding finding) {
    int index = finding.line() - 1;
    String line = lines.get(index);
    int start = starts.get(index);
    int at = line.offsetByCodePoints(0, finding.at().column() - 1);
    Optional<Edit> edit =
        switch (finding.check()) {
          case UNQUOTED_NUMBER -> quoted(line, at);
          case EVENT_CASE -> inRightCase(line, at);
          case REDUNDANT_CASED -> withoutCased(line, at);
          default -> withoutItem(line, at);
        };
    edit.map(in -> new Edit(start + in.from(), start + in.to(), in.by(), new ArrayList<>()))
        .map(in -> edits.computeIfAbsent(in.from(), first -> in))
        .ifPresent(known -> known.findings().add(finding));
  }

  private static Edit edit(int from, int to, String by) {
    return new Edit(from, to, by, List.of());
  }

  private static Optional<Edit> quoted(String line, int at) {
    Matcher value = VALUE.matcher(line).region(at, line.length());
    return value.lookingAt() && value.start(1) == at
        ? Optional.of(edit(at, value.end(1), "'" + value.group(1) + "'"))
        : Optional.empty();
  }

  private static Optional<Edit> inRightCase(String line, int at) {
    Matcher value = VALUE.matcher(line).region(at, line.length());
    if (!value.lookingAt()) {
      return Optional.empty();
    }
    String right = Catalogue.get().inRightCase(value.group(1));
    return right.equals(value.group(1))
        ? Optional.empty()
        : Optional.of(edit(value.start(1), value.end(1), right));
  }

  private static Optional<Edit> withoutCased(String line, int at) {
    int cased = line.indexOf(CASED, at);
    int colon = line.indexOf(':', at);
    return cased >= 0 && cased < colon
        ? Optional.of(edit(cased, cased + CASED.length(), ""))
        : Optional.empty();
  }

  /** Only where the value has a line of its own. */
  private static Optional<Edit> withoutItem(String line, int at) {
    boolean alone = ITEM.matcher(line).matches() && line.substring(0, at).strip().equals("-");
    return alone && line.indexOf('#') < 0
        ? Optional.of(edit(0, line.length(), ""))
        : Optional.empty();
  }
}
