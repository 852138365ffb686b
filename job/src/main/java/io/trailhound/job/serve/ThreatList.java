package io.trailhound.job.serve;

import com.fasterxml.jackson.databind.JsonNode;
import io.trailhound.job.page.Html;
import io.trailhound.rules.RuleInfo;
import java.util.ArrayList;
import java.util.List;

/** Tactics and techniques, with where MITRE describes them as text: nothing leads out of here. */
final class ThreatList {
  private static final String ATTACK = "https://attack.mitre.org/";

  private ThreatList() {}

  /**
   * @param threat of an alert's document
   */
  static String of(JsonNode threat) {
    List<String> lines = new ArrayList<>();
    add(lines, "tactics", threat.path("tactic"));
    add(lines, "techniques", threat.path("technique"));
    add(lines, "techniques", threat.at("/technique/subtechnique"));
    return list(lines);
  }

  private static void add(List<String> lines, String kind, JsonNode threats) {
    for (int i = 0; i < threats.path("id").size(); i++) {
      lines.add(line(kind, threats.at("/id/" + i).asText(), threats.at("/name/" + i).asText()));
    }
  }

  static String of(List<RuleInfo.Threat> threats) {
    List<String> lines = new ArrayList<>();
    for (RuleInfo.Threat threat : threats) {
      String kind = threat.kind().equals("tactic") ? "tactics" : "techniques";
      lines.add(line(kind, threat.id(), threat.name() == null ? "" : threat.name()));
    }
    return list(lines);
  }

  private static String line(String kind, String id, String name) {
    String address = ATTACK + kind + "/" + id.replace('.', '/') + "/";
    return "<li>%s %s <span class=\"soft\">%s</span></li>\n"
        .formatted(Html.text(id), Html.text(name), Html.text(address));
  }

  private static String list(List<String> lines) {
    return lines.isEmpty()
        ? ""
        : "<h2>MITRE ATT&amp;CK</h2>\n<ul>\n%s</ul>\n".formatted(String.join("", lines));
  }
}
