package io.trailhound.alert;

import io.trailhound.detect.Seen;
import io.trailhound.model.Alert;
import io.trailhound.model.Group;
import io.trailhound.model.Incident;
import io.trailhound.model.IncidentAlert;
import io.trailhound.model.Step;
import io.trailhound.model.Suppressed;
import io.trailhound.rules.GroupField;
import io.trailhound.rules.Rule;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** What was found: the document's {@code trailhound} object, for which ECS has no fields. */
final class FindingWriter {
  private static final Pattern AS_NUMBER = Pattern.compile("[0-9]{1,18}");

  private FindingWriter() {}

  /**
   * @param replay the name of the replay that found it, or null
   */
  static void write(Alert alert, Rule rule, String replay, Where where, EcsWriter json)
      throws IOException {
    json.begin("trailhound");
    json.text("phase", alert.phase);
    json.text("replay", replay);
    json.text("actor", alert.actor);
    writeGroup(alert.group, rule, json);
    json.begin("window");
    json.time("start", alert.windowStart);
    json.time("end", alert.windowEnd);
    json.end();
    json.number("count", alert.count);
    json.number("distinct", alert.distinct);
    json.texts("values", alert.values);
    json.number("measured", alert.measured);
    json.time("first", alert.first);
    json.time("last", alert.last);
    writeTerm(alert.term, rule, json);
    json.time("first_seen", alert.firstSeen);
    json.time("previously_seen", alert.previouslySeen);
    json.number("total", alert.total);
    json.number("trusted", alert.trusted);
    json.number("uncommon", alert.uncommon);
    json.number("ratio", alert.ratio);
    json.texts("organizations", alert.organizations);
    json.texts("sensitive_actions", alert.sensitiveActions);
    json.time("latest_uncommon", alert.latestUncommon);
    writeSteps(alert.steps, json);
    json.texts("networks", alert.networks);
    where.writeTags(json);
    json.texts("user_agents", alert.userAgents);
    writeSuppressed(alert.suppressed, json);
    writeIncident(alert, json);
    json.texts("event_ids", alert.eventIds);
    json.flag("truncated", alert.truncated || json.cut());
    json.own("guide", rule.info().guide());
    json.end();
  }

  /**
   * An AS number is a number in ECS, so it's one here; other terms are texts. What state has may be
   * of another field than the rule has now.
   */
  private static void writeTerm(String term, Rule rule, EcsWriter json) throws IOException {
    if (rule instanceof Rule.NewTerms terms
        && terms.term().name().equals("source.as.number")
        && AS_NUMBER.matcher(Objects.requireNonNullElse(term, "")).matches()) {
      json.number("term", Long.valueOf(term));
    } else {
      json.text("term", term);
    }
  }

  private static void writeGroup(String group, Rule rule, EcsWriter json) throws IOException {
    if (group == null) {
      return;
    }
    List<GroupField> fields = rule.groupBy();
    String[] values = Group.split(group);
    json.begin("group");
    // What takes an early alert back may be of a time when the rule had other fields.
    List<GroupField> known = fields.subList(0, Math.min(fields.size(), values.length));
    List<GroupField> shown = json.first(Seen.LIMIT, known);
    for (int i = 0; i < shown.size(); i++) {
      json.text(shown.get(i).name(), values[i]);
    }
    json.end();
  }

  private static void writeSuppressed(Suppressed suppressed, EcsWriter json) throws IOException {
    if (suppressed == null) {
      return;
    }
    json.begin("suppressed");
    json.number("number", suppressed.number);
    json.time("first", suppressed.first);
    json.time("last", suppressed.last);
    json.texts("actions", suppressed.actions);
    json.texts("addresses", suppressed.addresses);
    json.time("until", suppressed.until);
    json.end();
  }

  private static void writeIncident(Alert alert, EcsWriter json) throws IOException {
    Incident incident = alert.incident;
    json.begin("incident");
    json.text("id", incident == null ? alert.incidentId : alert.id);
    if (incident != null) {
      json.text("principal", incident.principal);
      json.time("start", incident.from);
      json.time("end", incident.last);
      json.number("number", incident.number);
      json.texts("rules", incident.rules);
      writeAlerts(incident.alerts, json);
    }
    json.end();
  }

  private static void writeAlerts(List<IncidentAlert> alerts, EcsWriter json) throws IOException {
    json.beginList("alerts");
    for (IncidentAlert alert : json.most(alerts)) {
      json.beginElement();
      json.text("id", alert.id);
      json.text("rule", alert.rule);
      json.time("time", alert.time);
      json.message("message", alert.message);
      json.end();
    }
    json.endList();
  }

  private static void writeSteps(List<Step> steps, EcsWriter json) throws IOException {
    if (steps == null) {
      return;
    }
    json.beginList("steps");
    for (Step step : json.most(steps)) {
      json.beginElement();
      json.text("rule", step.rule());
      json.time("time", step.time());
      json.text("event_id", step.eventId());
      json.text("action", step.action());
      json.end();
    }
    json.endList();
  }
}
