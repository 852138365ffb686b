package io.trailhound.alert;

import io.trailhound.model.Activity;
import io.trailhound.model.Alert;
import io.trailhound.model.Caps;
import io.trailhound.model.Session;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Who did what, from where and in which account: the parts of an OCSF finding that are about the
 * events behind it.
 */
final class OcsfEvidence {
  /** Of the schema: AWS Account; an IP address, a user's name, a host's name; and what has none. */
  private static final long AWS_ACCOUNT = 10;

  private static final long IP_ADDRESS = 2;
  private static final long USER_NAME = 4;
  private static final long HOSTNAME = 1;
  private static final long OTHER = 99;

  private OcsfEvidence() {}

  static void write(Alert alert, Where where, EcsWriter json) throws IOException {
    Activity activity = Objects.requireNonNullElseGet(alert.activity, Activity::new);
    json.begin("cloud");
    json.own("provider", "AWS");
    json.text("region", activity.region);
    json.begin("account");
    writeAccount(activity, where, json);
    json.end(2);
    if (activity.accountId != null) {
      json.each("resources", List.of(activity.accountId), id -> writeResource(id, activity, json));
    }
    if (tells(activity)) {
      json.each("evidences", List.of(activity), it -> writeEvidence(it, where, json));
    }
    writeObservables(alert, json);
  }

  private static void writeAccount(Activity activity, Where where, EcsWriter json)
      throws IOException {
    if (activity.accountId != null) {
      json.text("uid", activity.accountId);
      where.writeAccountName(json);
      json.number("type_id", AWS_ACCOUNT);
      json.own("type", "AWS Account");
    }
  }

  private static void writeResource(String account, Activity activity, EcsWriter json)
      throws IOException {
    json.text("uid", "AWS::::Account:" + account);
    json.own("type", "AWS::::Account");
    json.text("region", activity.region);
  }

  /** The schema wants one of these at least. */
  private static boolean tells(Activity a) {
    return isSomebody(a) || a.action != null || a.address != null;
  }

  private static boolean isSomebody(Activity a) {
    return a.arn != null || a.userName != null || a.accountId != null || a.invokedBy != null;
  }

  private static void writeEvidence(Activity a, Where where, EcsWriter json) throws IOException {
    if (isSomebody(a)) {
      writeActor(a, json);
    }
    if (a.action != null) {
      json.begin("api");
      json.text("operation", a.action);
      json.begin("service");
      json.text("name", a.provider);
      json.end(2);
    }
    if (a.address != null) {
      json.begin("src_endpoint");
      json.text("ip", a.ip);
      json.text("name", a.ip == null ? a.address : null);
      json.begin("autonomous_system");
      json.number("number", a.asNumber == 0 ? null : (Long) a.asNumber);
      json.text("name", a.asOrganization);
      json.end();
      where.writeLocation(json);
      json.end();
    }
    json.begin("http_request");
    json.text("user_agent", a.userAgent);
    json.end();
  }

  private static void writeActor(Activity a, EcsWriter json) throws IOException {
    json.begin("actor");
    if (a.arn != null || a.userName != null || a.accountId != null) {
      json.begin("user");
      json.text("name", a.userName);
      json.text("uid", a.arn);
      json.text("uid_alt", a.userId);
      json.text("credential_uid", a.accessKeyId);
      if (a.userType != null) {
        json.number("type_id", OTHER);
        json.text("type", a.userType);
      }
      json.begin("account");
      json.text("uid", a.accountId);
      json.end(2);
    }
    writeSession(Session.name(Caps.shown(a.arn)), a.session, json);
    json.text("invoked_by", a.invokedBy);
    json.end();
  }

  private static void writeSession(String name, Session session, EcsWriter json)
      throws IOException {
    json.begin("session");
    json.text("uid", name);
    if (session != null) {
      json.text("uid_alt", session.sourceIdentity);
      json.number("created_time", session.created == 0 ? null : (Long) session.created);
      if (session.mfa != null) {
        json.truth("is_mfa", session.mfa.equals("true"));
      }
      json.text("issuer", session.identityStore);
    }
    json.end();
  }

  private record Observable(String name, long type, String caption, String value) {}

  private static void writeObservables(Alert alert, EcsWriter json) throws IOException {
    List<Observable> all =
        Stream.of(
                observables(alert.ips, IP_ADDRESS, "IP Address", "related.ip"),
                observables(alert.users, USER_NAME, "User Name", "related.user"),
                observables(alert.hosts, HOSTNAME, "Hostname", "related.hosts"))
            .flatMap(List::stream)
            .toList();
    json.each(
        "observables",
        all,
        it -> {
          json.own("name", it.name());
          json.number("type_id", it.type());
          json.own("type", it.caption());
          json.text("value", it.value());
        });
  }

  private static List<Observable> observables(
      List<String> values, long type, String caption, String name) {
    return values == null
        ? List.of()
        : values.stream().map(value -> new Observable(name, type, caption, value)).toList();
  }
}
