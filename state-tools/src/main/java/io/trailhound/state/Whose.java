package io.trailhound.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.trailhound.detect.Suppress;
import io.trailhound.rules.GroupField;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import io.trailhound.state.savepoint.StateException;
import io.trailhound.state.savepoint.StateLine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Rules and a principal in; which lines of state are the principal's out: those of a group whose
 * ARN, name or id it is. Another value of a group, such as an address or an action, may read the
 * same and is somebody else's.
 */
final class Whose {
  private static final Pattern NAMES_A_PRINCIPAL =
      Pattern.compile(
          "user\\.(name|id)|trailhound\\.actor|(userIdentity|aws\\.cloudtrail\\.user_identity)\\.(.*\\.)?(arn|userName|principalId|userId|accessKeyId|access_key_id)");

  private final RuleBook rules;
  private final String principal;

  /** By rule, for each value of its groups: whether it may be a principal's name. */
  private final Map<String, List<Boolean>> groups = new HashMap<>();

  /** The same for what its suppressed alerts have in common. */
  private final Map<String, List<Boolean>> suppressed = new HashMap<>();

  Whose(RuleBook rules, String principal) {
    this.rules = rules;
    this.principal = principal;
    for (Rule rule : rules.rules()) {
      List<Boolean> group = rule.groupBy().stream().map(Whose::namesAPrincipal).toList();
      groups.put(rule.name(), group);
      if (rule.info().suppression() != null) {
        suppressed.put(
            rule.name(),
            rule.info().suppression().by().stream()
                .map(by -> namesAPrincipal(by) || isNameIn(rule.groupBy(), group, by))
                .toList());
      }
    }
  }

  private static boolean isNameIn(List<GroupField> groupBy, List<Boolean> group, GroupField by) {
    return IntStream.range(0, groupBy.size())
        .anyMatch(i -> group.get(i) && groupBy.get(i).field().equals(by.field()));
  }

  /**
   * @throws StateException when it may be or not, because the rule isn't known as it was
   */
  boolean has(StateLine line) {
    if (!line.isOf(principal)) {
      return false;
    }
    String rule = line.rule().orElse("");
    boolean suppresses = line.operator().equals(Suppress.UID);
    List<Boolean> names = (suppresses ? suppressed : groups).get(rule);
    if (!suppresses && names != null && names.isEmpty()) {
      return false; // of a match, whose group is an event's id
    }
    JsonNode group = line.key().get(StateLine.GROUP);
    if (names == null || names.size() != group.size()) {
      throw new StateException(
          "principal: '%s' is a value of a group of rule '%s', and which field's isn't known, because the rule %s. Right would be: --rules or --rules-add with the rules of the job."
              .formatted(
                  principal,
                  rule,
                  rules.find(rule).isEmpty()
                      ? "is not among those loaded"
                      : suppresses
                          ? "suppresses by other fields now"
                          : "groups by other fields now"));
    }
    return IntStream.range(0, group.size())
        .anyMatch(i -> names.get(i) && StateLine.is(group.get(i), principal));
  }

  /** Of an alias any of its fields may: the value doesn't say which rule it's of. */
  private static boolean namesAPrincipal(GroupField by) {
    return by.field().parts().stream()
        .anyMatch(field -> NAMES_A_PRINCIPAL.matcher(field.name()).matches());
  }
}
