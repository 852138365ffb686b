package io.trailhound.job.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** An alert's JSON (RULES.md section 6), read back for a report. */
record AlertDocument(JsonNode json) {
  String id() {
    return text("/event/id");
  }

  String rule() {
    return text("/rule/name");
  }

  String time() {
    return text("/@timestamp");
  }

  String message() {
    return text("/message");
  }

  boolean isFinal() {
    return text("/trailhound/phase").equals("final");
  }

  boolean isEarly() {
    return text("/trailhound/phase").equals("early");
  }

  /** The user, the role, or the service: whatever names the caller best. */
  String who() {
    String user = text("/user/name");
    String arn = text("/aws/cloudtrail/user_identity/arn");
    String service = text("/aws/cloudtrail/user_identity/invoked_by");
    if (!user.isEmpty()) {
      return user;
    }
    return arn.isEmpty() ? service : arn.replaceFirst(".*?:(?=[^:]*$)", "");
  }

  /** {@code AS9009 M247 Europe SRL}, or nothing when the alert isn't about one call. */
  String network() {
    JsonNode as = json.at("/source/as");
    return as.path("number").isMissingNode()
        ? ""
        : ("AS" + as.path("number").asText() + " " + as.at("/organization/name").asText()).strip();
  }

  List<String> addresses() {
    List<String> addresses = new ArrayList<>();
    json.at("/related/ip").forEach(ip -> addresses.add(ip.asText()));
    return addresses;
  }

  private String text(String pointer) {
    return json.at(pointer).asText("");
  }
}
