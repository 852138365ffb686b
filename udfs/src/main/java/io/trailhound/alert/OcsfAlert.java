package io.trailhound.alert;

import io.trailhound.detect.SilenceRule;
import io.trailhound.model.Actor;
import io.trailhound.model.Alert;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleInfo;
import io.trailhound.rules.RuleInfo.Threat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * An alert in, one line of JSON out: a Detection Finding (class 2004) of the Open Cybersecurity
 * Schema Framework, with its profile for clouds. Times are milliseconds since 1970. What the
 * framework has no attributes for is in {@code unmapped.trailhound}, as in {@link EcsAlert}.
 *
 * <p>A finding is created by the first revision of an alert, updated by others and closed by one
 * that takes it back; {@code finding_info.uid} is the alert's id in all of them.
 */
public final class OcsfAlert implements AlertFormat {
  private static final long serialVersionUID = 1L;

  /** Of the schema. */
  public static final String OCSF_VERSION = "1.4.0";

  private static final int CLASS = 2004;
  private static final int CATEGORY = 2;

  /** What became of the finding: a number of the schema and its caption. */
  private enum What {
    CREATE(1, "Create"),
    UPDATE(2, "Update"),
    CLOSE(3, "Close");

    private final int id;
    private final String caption;

    What(int id, String caption) {
      this.id = id;
      this.caption = caption;
    }
  }

  private record Severity(int id, String caption) {}

  private static final Map<Integer, Severity> SEVERITIES =
      Map.of(
          21, new Severity(2, "Low"),
          47, new Severity(3, "Medium"),
          73, new Severity(4, "High"),
          99, new Severity(5, "Critical"));

  private final HashMap<String, Rule> rules = new HashMap<>();
  private final String version;
  private final String replay;
  private final boolean finalsOnly;
  private final boolean actors;

  /**
   * @param version Trailhound's own
   * @param replay the name of the replay that finds these alerts; empty when they are news
   * @param finalsOnly whether no early alert goes before a final one
   * @param actors whether alerts of sessions wait for who is behind them, an early one going before
   */
  public OcsfAlert(
      List<Rule> rules,
      String version,
      Optional<String> replay,
      boolean finalsOnly,
      boolean actors) {
    rules.forEach(rule -> this.rules.put(rule.name(), rule));
    this.version = version;
    this.replay = replay.orElse(null);
    this.finalsOnly = finalsOnly;
    this.actors = actors;
  }

  @Override
  public String toJson(Alert alert) {
    return DocumentSize.limited(json -> write(alert, json));
  }

  private void write(Alert alert, EcsWriter json) throws IOException {
    Rule rule = rules.get(alert.rule);
    RuleInfo info = rule.info();
    Where where = new Where(alert.where);
    json.beginElement();
    classify(alert, rule, json);
    json.number("time", alert.time);
    json.number("start_time", alert.first);
    json.number("end_time", alert.last);
    json.number("count", alert.count);
    json.message("message", alert.message);
    json.number("risk_score", (long) info.risk());
    writeMetadata(info, json);
    json.begin("finding_info");
    writeFinding(alert, info, json);
    json.end();
    OcsfEvidence.write(alert, where, json);
    if (info.guide() != null) {
      json.begin("remediation");
      json.own("desc", info.guide());
      json.end();
    }
    json.begin("unmapped");
    if (alert.activity != null) {
      json.begin("event");
      json.text("outcome", alert.activity.outcome);
      json.end();
    }
    where.writeLabels(json);
    FindingWriter.write(alert, rule, replay, where, json);
    json.end();
    json.end();
  }

  private void classify(Alert alert, Rule rule, EcsWriter json) throws IOException {
    What what = what(alert, rule);
    Severity severity = SEVERITIES.get(rule.info().risk());
    json.number("activity_id", (long) what.id);
    json.own("activity_name", what.caption);
    json.number("category_uid", (long) CATEGORY);
    json.own("category_name", "Findings");
    json.number("class_uid", (long) CLASS);
    json.own("class_name", "Detection Finding");
    json.number("type_uid", CLASS * 100L + what.id);
    json.own("type_name", "Detection Finding: " + what.caption);
    json.number("severity_id", (long) severity.id());
    json.own("severity", severity.caption());
    json.number("status_id", what == What.CLOSE ? 4L : 1L);
    json.own("status", what == What.CLOSE ? "Resolved" : "New");
    json.flag("is_alert", what != What.CLOSE);
  }

  private What what(Alert alert, Rule rule) {
    if (alert.phase.equals(Alert.WITHDRAWN)) {
      return What.CLOSE;
    }
    return isFirst(alert, rule) ? What.CREATE : What.UPDATE;
  }

  /** As far as the revision itself tells; docs/outputs.md says where it doesn't. */
  private boolean isFirst(Alert alert, Rule rule) {
    if (alert.incidentId != null) {
      return false; // the same went before, without it
    }
    if (rule.name().equals(SilenceRule.NAME) && alert.windowEnd != null) {
      return false; // it's over, and was told when it began
    }
    if (finalsOnly) {
      return true;
    }
    if (alert.suppressed != null) {
      return alert.suppressed.revision == 1;
    }
    if (alert.phase.equals(Alert.EARLY)) {
      return alert.announced == null || alert.announced.equals(alert.firstSeen);
    }
    return switch (rule.kind()) {
      case MATCH -> !(actors && Actor.isSession(alert.activity));
      case VALUE_COUNT -> !isEverEarly((Rule.ValueCount) rule);
      case NEW_TERMS, RARE_RATIO, SEQUENCE -> false;
    };
  }

  /** What more events can undo is told when none can come. */
  private static boolean isEverEarly(Rule.ValueCount rule) {
    return rule.monotone() || (rule.measure() != null && rule.measure().early());
  }

  private void writeMetadata(RuleInfo info, EcsWriter json) throws IOException {
    json.begin("metadata");
    json.own("version", OCSF_VERSION);
    json.own("profiles", List.of("cloud"));
    json.own("event_code", info.name());
    json.own("log_provider", "AWS CloudTrail");
    json.own("log_name", "CloudTrail");
    if (replay != null) {
      json.own("labels", List.of("replay:" + replay));
    }
    json.begin("product");
    json.own("name", "Trailhound");
    json.own("vendor_name", "Trailhound");
    json.own("version", version);
    json.end(2);
  }

  private static void writeFinding(Alert alert, RuleInfo info, EcsWriter json) throws IOException {
    json.text("uid", alert.id);
    json.own("title", info.title());
    json.message("desc", alert.message);
    json.own("types", List.of(info.kind()));
    json.own("data_sources", List.of("AWS CloudTrail"));
    json.number("first_seen_time", alert.firstSeen != null ? alert.firstSeen : alert.first);
    json.number("last_seen_time", alert.last);
    if (!info.references().isEmpty()) {
      json.own("src_url", info.references().get(0));
    }
    json.begin("analytic");
    json.own("name", info.name());
    json.own("uid", info.id());
    json.number("type_id", 1L);
    json.own("type", "Rule");
    json.own("category", info.kind());
    String other = alert.activity == null ? null : alert.activity.version(info.name());
    json.own("version", other == null ? info.version() : other);
    json.end();
    writeAttacks(info.threats(), json);
    json.each(
        "related_events",
        Objects.requireNonNullElse(alert.eventIds, List.of()),
        id -> json.text("uid", id));
  }

  /** Each by itself: a rule's tags don't say which technique is of which tactic. */
  private static void writeAttacks(List<Threat> threats, EcsWriter json) throws IOException {
    List<Threat> known = new ArrayList<>(threats);
    known.removeIf(threat -> threat.id() == null);
    json.each(
        "attacks",
        known,
        threat -> {
          json.begin(threat.kind().equals("subtechnique") ? "sub_technique" : threat.kind());
          json.own("uid", threat.id());
          json.own("name", threat.name());
          json.end();
        });
  }
}
