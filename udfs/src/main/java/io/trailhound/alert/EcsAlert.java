package io.trailhound.alert;

import io.trailhound.model.Activity;
import io.trailhound.model.Alert;
import io.trailhound.model.Caps;
import io.trailhound.model.Session;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleInfo;
import io.trailhound.rules.RuleInfo.Threat;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * An alert in, one line of ECS JSON out: the document of docs/contract.md section 6. Keys without a
 * value are left out. What a rule says about itself comes from the loaded rules.
 */
public final class EcsAlert implements AlertFormat {
  private static final long serialVersionUID = 1L;

  public static final String ECS_VERSION = "8.17.0";

  private final Map<String, Rule> rules = new HashMap<>();
  private final String version;
  private final String replay;

  /**
   * @param version Trailhound's own version, for {@code observer.version}
   */
  public EcsAlert(List<Rule> rules, String version) {
    this(rules, version, Optional.empty());
  }

  /**
   * @param replay the name of the replay that finds these alerts; empty when they are news
   */
  public EcsAlert(List<Rule> rules, String version, Optional<String> replay) {
    rules.forEach(rule -> this.rules.put(rule.name(), rule));
    this.version = version;
    this.replay = replay.orElse(null);
  }

  /** The document, without a line break. */
  @Override
  public String toJson(Alert alert) {
    return DocumentSize.limited(json -> write(alert, json));
  }

  /** {@code 2026-09-01T02:07:10Z}, with milliseconds only where there are some. */
  public static String iso(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }

  private void write(Alert alert, EcsWriter json) throws IOException {
    Rule rule = rules.get(alert.rule);
    json.beginElement();
    json.text("@timestamp", iso(alert.time));
    json.message("message", alert.message);
    writeEvent(alert, risk(alert, rule), json);
    writeRule(rule.info(), alert.activity, json);
    ThreatWriter.write(threats(alert, rule), json);
    Where where = new Where(alert.where);
    if (alert.activity != null) {
      writeActivity(alert.activity, where, json);
    }
    where.writeLabels(json);
    json.begin("related");
    json.texts("ip", alert.ips);
    json.texts("user", users(alert));
    json.texts("hosts", alert.hosts);
    json.end();
    FindingWriter.write(alert, rule, replay, where, json);
    json.begin("observer");
    json.text("vendor", "Trailhound");
    json.text("product", "Trailhound");
    json.text("type", "ids");
    json.text("version", version);
    json.end();
    json.begin("ecs");
    json.text("version", ECS_VERSION);
    json.end();
    json.end();
  }

  private static List<String> users(Alert alert) {
    if (alert.actor == null) {
      return alert.users;
    }
    Set<String> users = new LinkedHashSet<>(Objects.requireNonNullElse(alert.users, List.of()));
    users.add(alert.actor);
    return List.copyOf(users);
  }

  private List<Rule> rules(Alert alert, Rule own) {
    return alert.incident == null
        ? List.of(own)
        : alert.incident.rules.stream().map(rules::get).filter(Objects::nonNull).toList();
  }

  /** Of an incident that of its worst alert. */
  private long risk(Alert alert, Rule own) {
    return rules(alert, own).stream().mapToInt(rule -> rule.info().risk()).max().orElse(0);
  }

  private List<Threat> threats(Alert alert, Rule own) {
    return rules(alert, own).stream()
        .flatMap(rule -> rule.info().threats().stream())
        .distinct()
        .toList();
  }

  private static void writeEvent(Alert alert, long risk, EcsWriter json) throws IOException {
    json.begin("event");
    json.text("id", alert.id);
    json.text("kind", "alert");
    json.own("category", List.of("intrusion_detection"));
    json.own("type", List.of("info"));
    json.text("module", "trailhound");
    json.text("dataset", alert.incident == null ? "trailhound.alert" : "trailhound.incident");
    json.number("severity", risk);
    json.number("risk_score", risk);
    Activity a = alert.activity;
    if (a != null) {
      json.text("action", a.action);
      json.text("provider", a.provider);
      json.text("outcome", a.outcome);
    }
    json.end();
  }

  private static void writeRule(RuleInfo info, Activity a, EcsWriter json) throws IOException {
    json.begin("rule");
    json.own("name", info.name());
    json.own("uuid", info.id());
    json.own("description", info.title());
    json.own("category", info.kind());
    json.own("reference", info.references());
    json.own("author", info.author().isEmpty() ? null : info.author());
    String other = a == null ? null : a.version(info.name());
    json.own("version", other == null ? info.version() : other);
    json.end();
  }

  /**
   * @param name null when there is none, as the rest
   */
  private static void writeSession(String name, Session session, EcsWriter json)
      throws IOException {
    json.begin("session_context");
    json.text("session_name", name);
    if (session != null) {
      json.text("source_identity", session.sourceIdentity);
      json.time("creation_date", session.created == 0 ? null : (Long) session.created);
      json.text("mfa_authenticated", session.mfa);
    }
    json.end();
    if (session != null) {
      json.begin("on_behalf_of");
      json.text("user_id", session.onBehalfOf);
      json.text("identity_store_arn", session.identityStore);
      json.end();
    }
  }

  private static void writeActivity(Activity a, Where where, EcsWriter json) throws IOException {
    json.begin("user");
    json.text("name", a.userName);
    json.text("id", a.userId);
    json.end();
    json.begin("aws", "cloudtrail", "user_identity");
    json.text("arn", a.arn);
    json.text("type", a.userType);
    json.text("access_key_id", a.accessKeyId);
    json.text("invoked_by", a.invokedBy);
    writeSession(Session.name(Caps.shown(a.arn)), a.session, json);
    json.end(3);
    json.begin("cloud");
    json.text("provider", "aws");
    json.begin("account");
    json.text("id", a.accountId);
    where.writeAccountName(json);
    json.end();
    json.text("region", a.region);
    json.end();
    json.begin("source");
    json.text("address", a.address);
    json.text("ip", a.ip);
    json.begin("as");
    json.number("number", a.asNumber == 0 ? null : (Long) a.asNumber);
    json.begin("organization");
    json.text("name", a.asOrganization);
    json.end(2);
    where.writePlace(json);
    json.end();
    json.begin("user_agent");
    json.text("original", a.userAgent);
    json.text("name", a.userAgentName);
    json.end();
  }
}
