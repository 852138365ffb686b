package io.trailhound.job.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trailhound.job.Version;
import io.trailhound.job.cli.CoverageCommand.Covered;
import java.util.List;
import java.util.Map;

/** What rules look for, as a layer of the ATT&CK Navigator, version 4.5 of the form. */
final class NavigatorLayer {
  private NavigatorLayer() {}

  static ObjectNode of(Map<String, Covered> covered) {
    List<Covered> techniques =
        covered.values().stream().filter(it -> !it.threat().kind().equals("tactic")).toList();
    ObjectNode layer = new ObjectMapper().createObjectNode();
    layer.put("name", "Trailhound");
    ObjectNode versions = layer.putObject("versions");
    versions.put("navigator", "5.1.0");
    versions.put("layer", "4.5");
    layer.put("domain", "enterprise-attack");
    layer.put(
        "description",
        "Techniques that the rules of Trailhound "
            + Version.text()
            + " look for; the score is their number.");
    ArrayNode list = layer.putArray("techniques");
    techniques.forEach(technique -> put(technique, list.addObject()));
    ObjectNode gradient = layer.putObject("gradient");
    gradient.putArray("colors").add("#ffffffff").add("#ff6666ff");
    gradient.put("minValue", 0);
    gradient.put("maxValue", techniques.stream().mapToInt(it -> it.rules().size()).max().orElse(1));
    return layer;
  }

  private static void put(Covered technique, ObjectNode to) {
    to.put("techniqueID", technique.threat().id());
    to.put("score", technique.rules().size());
    to.put("enabled", true);
    to.put("comment", String.join(", ", technique.rules()));
    // A subtechnique is seen only where its technique is unfolded.
    to.put("showSubtechniques", technique.threat().kind().equals("subtechnique"));
  }
}
