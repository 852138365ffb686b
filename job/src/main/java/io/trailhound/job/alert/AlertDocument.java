package io.trailhound.job.alert;

import com.fasterxml.jackson.databind.JsonNode;
import io.trailhound.model.Group;
import io.trailhound.rules.GroupField;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An alert's JSON (docs/contract.md section 6), read back for a report. */
public record AlertDocument(JsonNode json) {
  /** Every alert in a file of JSON lines. */
  public static List<AlertDocument> read(Path file) throws IOException {
    return JsonLines.read(file).stream().map(AlertDocument::new).toList();
  }

  /** The last final revision of each alert; an id that comes again replaces what it said before. */
  public static List<AlertDocument> finals(List<AlertDocument> alerts) {
    Map<String, AlertDocument> latest = new LinkedHashMap<>();
    alerts.stream().filter(AlertDocument::isFinal).forEach(a -> latest.put(a.id(), a));
    return List.copyOf(latest.values());
  }

  public String id() {
    return text("/event/id");
  }

  public String rule() {
    return text("/rule/name");
  }

  public String time() {
    return text("/@timestamp");
  }

  /** {@code trailhound.group} as state has it ({@link Group}). */
  public String group(List<GroupField> fields) {
    JsonNode values = json.at("/trailhound/group");
    return Group.join(
        fields.stream().map(field -> values.path(field.name()).textValue()).toArray(String[]::new));
  }

  public String message() {
    return text("/message");
  }

  /** {@code early}, {@code final} or {@code withdrawn}. */
  public String phase() {
    return text("/trailhound/phase");
  }

  public boolean isFinal() {
    return phase().equals("final");
  }

  public boolean isEarly() {
    return phase().equals("early");
  }

  /** 21 low, 47 medium, 73 high, 99 critical. */
  public int severity() {
    return json.at("/event/severity").asInt();
  }

  /** The ARN or, of a caller without one, {@link #who}; empty where nobody called. */
  public String principal() {
    String arn = text("/aws/cloudtrail/user_identity/arn");
    return arn.isEmpty() ? who() : arn;
  }

  /** The user, the role, or the service: whatever names the caller best. */
  public String who() {
    String user = text("/user/name");
    String arn = text("/aws/cloudtrail/user_identity/arn");
    String service = text("/aws/cloudtrail/user_identity/invoked_by");
    if (!user.isEmpty()) {
      return user;
    }
    return arn.isEmpty() ? service : arn.replaceFirst(".*?:(?=[^:]*$)", "");
  }

  /** {@code AS9009 M247 Europe SRL}: of the one call, or all that an alert over many lists. */
  public List<String> networks() {
    JsonNode as = json.at("/source/as");
    if (as.path("number").isMissingNode()) {
      return texts("/trailhound/networks");
    }
    String name = as.at("/organization/name").asText();
    return List.of(("AS" + as.path("number").asText() + " " + name).strip());
  }

  public List<String> addresses() {
    return texts("/related/ip");
  }

  private String text(String pointer) {
    return json.at(pointer).asText("");
  }

  private List<String> texts(String pointer) {
    List<String> texts = new ArrayList<>();
    json.at(pointer).forEach(value -> texts.add(value.asText()));
    return texts;
  }
}
