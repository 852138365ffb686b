package io.trailhound.rules;

import java.io.Serializable;
import java.util.List;

/**
 * What a rule file says about itself; goes into every alert of the rule.
 *
 * @param name Sigma {@code name}, else the file's name without its ending: identity of the rule
 * @param id Sigma {@code id}; may be null
 * @param kind {@code match}, {@code new_terms}, {@code value_count}, {@code event_count}, {@code
 *     rare_ratio}, {@code temporal}, {@code temporal_ordered}
 * @param level {@code informational}, {@code low}, {@code medium}, {@code high}, {@code critical}
 * @param risk 21 low and informational, 47 medium, 73 high, 99 critical (docs/contract.md section
 *     6)
 * @param threats from the {@code attack.} tags
 * @param version hex hash of the rule's content
 * @param guide triage steps; may be null
 * @param file the rule's file as messages name it
 * @param line where the rule begins in it, from 1
 * @param suppression how its alerts are suppressed, or null
 */
public record RuleInfo(
    String name,
    String id,
    String title,
    String description,
    String kind,
    String level,
    int risk,
    String author,
    List<String> references,
    List<String> falsePositives,
    List<Threat> threats,
    String version,
    String guide,
    String file,
    int line,
    Suppression suppression)
    implements Serializable {
  /** Of a rule that suppresses nothing. */
  public RuleInfo(
      String name,
      String id,
      String title,
      String description,
      String kind,
      String level,
      int risk,
      String author,
      List<String> references,
      List<String> falsePositives,
      List<Threat> threats,
      String version,
      String guide,
      String file,
      int line) {
    this(
        name,
        id,
        title,
        description,
        kind,
        level,
        risk,
        author,
        references,
        falsePositives,
        threats,
        version,
        guide,
        file,
        line,
        null);
  }

  /** The same for a rule of another name. */
  public RuleInfo named(String other) {
    return copy(other, suppression);
  }

  /** The same, with how its alerts are suppressed. */
  public RuleInfo with(Suppression other) {
    return copy(name, other);
  }

  private RuleInfo copy(String otherName, Suppression otherSuppression) {
    return new RuleInfo(
        otherName,
        id,
        title,
        description,
        kind,
        level,
        risk,
        author,
        references,
        falsePositives,
        threats,
        version,
        guide,
        file,
        line,
        otherSuppression);
  }

  /**
   * A MITRE ATT&amp;CK tactic or technique.
   *
   * @param kind {@code tactic}, {@code technique} or {@code subtechnique}
   * @param id {@code TA0007}, {@code T1580}, {@code T1078.004}
   * @param name {@code Discovery}, {@code Cloud Infrastructure Discovery}; null when not known here
   */
  public record Threat(String kind, String id, String name) implements Serializable {}
}
