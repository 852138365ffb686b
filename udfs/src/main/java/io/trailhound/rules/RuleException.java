package io.trailhound.rules;

import io.trailhound.text.UserMistake;
import java.util.List;
import java.util.stream.Collectors;

/** Rule files that can't be understood, with everything that was found in them. */
public final class RuleException extends UserMistake {
  private static final long serialVersionUID = 1L;

  private final List<Finding> findings;

  public RuleException(List<Finding> findings) {
    super(findings.stream().map(Finding::toString).collect(Collectors.joining("\n")));
    this.findings = List.copyOf(findings);
  }

  public RuleException(String file, Place at, Check check, String message, String hint) {
    this(List.of(new Finding(file, at, check, message, hint)));
  }

  /** In the order of the files and their lines; never empty. */
  public List<Finding> findings() {
    return findings;
  }
}
