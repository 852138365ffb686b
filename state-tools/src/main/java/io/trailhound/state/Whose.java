package io.trailhound.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.trailhound.rules.GroupField;
import io.trailhound.rules.Rule;
import io.trailhound.state.savepoint.StateException;
import io.trailhound.state.savepoint.StateLine;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Rules and a principal in; which lines of state are the principal's out: those of a group whose
 * ARN, name or id it is. Another value of a group, such as an address or an action, may read the
 * same and is somebody else's.
 */
final class Whose {
  private static final Pattern NAMES_A_PRINCIPAL =
      Pattern.compile(
          "user\\.(name|id)|trailhound\\.actor|(userIdentity|aws\\.cloudtrail\\.user_identity)\\.(.*\\.)?(arn|userName|principalId|userId|accessKeyId|access_key_id)");

  private final Map<String, List<GroupField>> groupBy;
  private final String principal;

  Whose(List<Rule> rules, String principal) {
    this.groupBy = rules.stream().collect(Collectors.toMap(Rule::name, Rule::groupBy));
    this.principal = principal;
  }

  /**
   * @throws StateException when it may be or not, because the rule isn't known as it was
   */
  boolean has(StateLine line) {
    if (!line.isOf(principal)) {
      return false;
    }
    JsonNode group = line.key().get(StateLine.GROUP);
    List<GroupField> fields = groupBy.get(line.rule().orElse(""));
    if (fields != null && fields.isEmpty()) {
      return false; // of a match, whose group is an event's id
    }
    if (fields == null || fields.size() != group.size()) {
      throw new StateException(
          "principal: '%s' is a value of a group of rule '%s', and which field's isn't known, because the rule %s. Right would be: --rules or --rules-add with the rules of the job."
              .formatted(
                  principal,
                  line.rule().orElse(""),
                  fields == null ? "is not among those loaded" : "groups by other fields now"));
    }
    for (int i = 0; i < group.size(); i++) {
      if (namesAPrincipal(fields.get(i)) && StateLine.is(group.get(i), principal)) {
        return true;
      }
    }
    return false;
  }

  /** Of an alias it's enough that it does so in one of the rules. */
  private static boolean namesAPrincipal(GroupField by) {
    return by.field().parts().stream()
        .anyMatch(field -> NAMES_A_PRINCIPAL.matcher(field.name()).matches());
  }
}
