package io.trailhound.job.serve;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An alert's document, made up: each part that a test doesn't name is that of all others. */
record MadeAlert(
    String id,
    String time,
    String rule,
    String principal,
    String network,
    int severity,
    String phase,
    String message) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static MadeAlert of(String id, String time) {
    return new MadeAlert(
        id,
        time,
        "made_up",
        "arn:aws:iam::111122223333:user/ann",
        "Example Net",
        47,
        "final",
        "Said " + id);
  }

  MadeAlert rule(String other) {
    return new MadeAlert(id, time, other, principal, network, severity, phase, message);
  }

  MadeAlert principal(String other) {
    return new MadeAlert(id, time, rule, other, network, severity, phase, message);
  }

  MadeAlert network(String other) {
    return new MadeAlert(id, time, rule, principal, other, severity, phase, message);
  }

  MadeAlert severity(int other) {
    return new MadeAlert(id, time, rule, principal, network, other, phase, message);
  }

  MadeAlert phase(String other) {
    return new MadeAlert(id, time, rule, principal, network, severity, other, message);
  }

  MadeAlert message(String other) {
    return new MadeAlert(id, time, rule, principal, network, severity, phase, other);
  }

  ObjectNode json() {
    ObjectNode json = JSON.createObjectNode().put("@timestamp", time).put("message", message);
    json.putObject("event")
        .put("id", id)
        .put("kind", "alert")
        .put("dataset", "trailhound.alert")
        .put("severity", severity);
    json.putObject("rule").put("name", rule);
    json.putObject("aws").putObject("cloudtrail").putObject("user_identity").put("arn", principal);
    json.putObject("source")
        .putObject("as")
        .put("number", 64500)
        .putObject("organization")
        .put("name", network);
    ObjectNode trailhound = json.putObject("trailhound");
    trailhound.put("phase", phase);
    trailhound.putArray("event_ids").add("e-" + id);
    return json;
  }

  String line() {
    return json() + "\n";
  }
}
