package io.trailhound.rules.sigma;

import io.trailhound.rules.Finding;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.RuleException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rule files as they were read: their documents, all that is wrong, and the book where nothing is.
 *
 * @param rules the documents of rules, without those that were left out
 * @param filters the documents of filters
 * @param applied by a rule's place, the documents of the filters that apply to it
 * @param findings what stops a start
 * @param notes what doesn't, and is told
 * @param book empty when there are findings
 */
public record RuleReading(
    RuleFiles files,
    List<Document> rules,
    List<Document> filters,
    Map<String, List<Document>> applied,
    ValueLists lists,
    List<Finding> findings,
    List<Finding> notes,
    Optional<RuleBook> book) {

  private static final Comparator<Finding> IN_ORDER =
      Comparator.comparing(Finding::file)
          .thenComparing(Finding::line)
          .thenComparing(finding -> finding.at().column());

  /**
   * @param skipForeign whether rules for other logs are left out instead of refused
   */
  public static RuleReading of(RuleFiles files, boolean skipForeign) {
    return new RuleCompiler(files, skipForeign).compile();
  }

  /**
   * The rules of a start with the lists and filters of {@code now}.
   *
   * @param fields what the decoder reads
   */
  static RuleReading of(
      List<RuleSource> rules, RuleFiles now, boolean skipForeign, FieldNames fields) {
    return new RuleCompiler(rules, now, skipForeign, fields).compile();
  }

  /** Each once, by file, line and column. */
  public static List<Finding> inOrder(RuleFiles files, List<Finding> findings) {
    return new Columns(files).of(findings).stream().distinct().sorted(IN_ORDER).toList();
  }

  /** The documents of the filters that apply to {@code rule}: which, is decided once. */
  public List<Document> filtersOf(Document rule) {
    return applied.getOrDefault(rule.place(), List.of());
  }

  /**
   * @throws RuleException with everything that is wrong, when something is
   */
  public RuleBook bookOrFindings() {
    return book.orElseThrow(() -> new RuleException(findings));
  }
}
