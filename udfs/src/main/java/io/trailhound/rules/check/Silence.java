package io.trailhound.rules.check;

import io.trailhound.rules.Check;
import io.trailhound.rules.Finding;
import io.trailhound.rules.Place;
import io.trailhound.rules.Severity;
import io.trailhound.rules.sigma.RuleSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Comments of a file in, what they silence out: {@code # trailhound-ignore: unused-selection}
 * beside a line or alone on the line before it, {@code # trailhound-ignore-file: ...} anywhere.
 * What stops a start can't be silenced.
 */
final class Silence {
  private static final Pattern COMMENT =
      Pattern.compile(
          "(^|\\s)#\\s*trailhound-ignore(-file)?\\s*:?\\s*([a-z-]+(?:\\s*,\\s*[a-z-]+)*)?");

  private final Set<Check> inFile = new HashSet<>();
  private final Map<Integer, Set<Check>> byLine = new HashMap<>();
  private final List<Finding> wrong = new ArrayList<>();
  private final String file;

  private Silence(String file) {
    this.file = file;
  }

  static Silence of(RuleSource source) {
    Silence silence = new Silence(source.file());
    if (source.text().contains("trailhound-ignore")) {
      String[] lines = source.text().split("\\R", -1);
      for (int i = 0; i < lines.length; i++) {
        silence.read(lines[i], i + 1);
      }
    }
    return silence;
  }

  private void read(String text, int line) {
    Matcher comment = COMMENT.matcher(text);
    if (!comment.find()) {
      return;
    }
    boolean alone = text.substring(0, comment.start()).isBlank();
    Place at = new Place(line, text.indexOf('#', comment.start()) + 1);
    if (comment.group(3) == null) {
      wrong(at, "this comment names no check", "# trailhound-ignore: unused-selection");
      return;
    }
    for (String id : comment.group(3).split("\\s*,\\s*")) {
      Optional<Check> check = Check.of(id);
      if (check.isEmpty()) {
        wrong(at, "there is no check " + id, "docs/rules.md lists them");
      } else if (check.get().severity() == Severity.ERROR) {
        wrong(at, id + " stops the start and can't be silenced", "mend it, or leave the file out");
      } else if (comment.group(2) != null) {
        inFile.add(check.get());
      } else {
        byLine.computeIfAbsent(alone ? line + 1 : line, first -> new HashSet<>()).add(check.get());
      }
    }
  }

  private void wrong(Place at, String message, String hint) {
    wrong.add(new Finding(file, at, Check.IGNORED_CHECK, message, hint));
  }

  /** Comments that silence nothing. */
  List<Finding> wrong() {
    return wrong;
  }

  boolean covers(Finding finding) {
    return inFile.contains(finding.check())
        || byLine.getOrDefault(finding.line(), Set.of()).contains(finding.check());
  }
}
