package io.trailhound.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.trailhound.detect.NewTerms;
import io.trailhound.detect.TermHistory;
import io.trailhound.model.DetectorKey;
import io.trailhound.rules.Rule;
import io.trailhound.state.inspect.Sighting;
import io.trailhound.state.savepoint.StateException;
import io.trailhound.state.savepoint.StateJson;
import io.trailhound.state.savepoint.StateLine;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Approvals in; how they change lines of the state out, and the lines that are missing. */
final class KnownTerms {
  private static final String ARN = "aws.cloudtrail.user_identity.arn";

  private record Known(String rule, String principal, String term, long until, long life) {
    JsonNode key() {
      return StateLine.readable(new DetectorKey(rule, principal));
    }
  }

  /** By {@link #name}. */
  private final Map<String, Known> all = new LinkedHashMap<>();

  /**
   * @throws StateException when a principal is none that a rule could group by
   */
  KnownTerms(List<Rule.NewTerms> rules, List<Approval> approvals) {
    for (Approval approval : approvals) {
      for (Rule.NewTerms rule : rules) {
        requireArn(approval, rule);
        Known known =
            new Known(
                rule.name(),
                approval.principal(),
                approval.asn(),
                approval.until(),
                rule.life().toMillis());
        all.merge(
            name(known.key(), known.term()),
            known,
            (one, other) -> one.until() >= other.until() ? one : other);
      }
    }
  }

  /** Under another name it would never be met, without a word. */
  private static void requireArn(Approval approval, Rule.NewTerms rule) {
    boolean byArn = rule.groupBy().get(0).field().name().equals(ARN);
    if (byArn && !approval.principal().startsWith("arn:")) {
      throw new StateException(
          "%s: '%s' is no ARN, and %s groups by ARN. Right would be: an ARN, as 'trailhound state inspect' shows it, or --rule with a rule that groups by something else."
              .formatted(approval.where(), approval.principal(), rule.name()));
    }
  }

  private static String name(JsonNode key, String term) {
    return key + " " + term;
  }

  /** The name of what a line is about, if that is to be approved. */
  Optional<String> find(String json) {
    StateLine line = StateLine.parse(json);
    return Optional.of(line)
        .filter(Sighting::isIn)
        .map(it -> name(it.key(), it.entry().asText()))
        .filter(all::containsKey);
  }

  /** The line as it shall be. */
  String changed(String json) {
    return find(json).map(name -> line(all.get(name), StateLine.parse(json).value())).orElse(json);
  }

  private static String line(Known known, JsonNode before) {
    try {
      TermHistory history =
          before == null ? new TermHistory() : StateJson.read(before, TermHistory.class);
      history.approve(known.until(), known.life());
      return line(known, NewTerms.TERMS.getName(), known.term(), StateJson.tree(history));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String line(Known known, String state, String entry, JsonNode value) {
    JsonNode term = entry == null ? null : StateJson.tree(entry);
    return new StateLine(NewTerms.UID, known.key(), state, term, value).toJson();
  }

  /**
   * What has to be added: timers that clean up, and pairs that were not known.
   *
   * @param there names of those that were
   */
  List<String> missing(Set<String> there) {
    List<String> lines = new ArrayList<>();
    all.forEach(
        (name, known) -> {
          if (!there.contains(name)) {
            lines.add(line(known, null));
          }
          long[] timer = {TermHistory.approvalExpiry(known.until())};
          lines.add(line(known, StateLine.TIMERS, null, StateJson.tree(timer)));
        });
    return lines;
  }
}
