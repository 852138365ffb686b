package io.trailhound.alert;

import io.trailhound.rules.RuleInfo.Threat;
import java.io.IOException;
import java.util.List;

/** Writes the {@code threat.*} fields of ECS: parallel lists of ids and names. */
final class ThreatWriter {
  private ThreatWriter() {}

  static void write(List<Threat> threats, EcsWriter json) throws IOException {
    if (threats.isEmpty()) {
      return;
    }
    json.begin("threat");
    json.text("framework", "MITRE ATT&CK");
    json.begin("tactic");
    idsAndNames(of(threats, "tactic"), json);
    json.end();
    json.begin("technique");
    idsAndNames(of(threats, "technique"), json);
    json.begin("subtechnique");
    idsAndNames(of(threats, "subtechnique"), json);
    json.end(3);
  }

  private static List<Threat> of(List<Threat> threats, String kind) {
    return threats.stream().filter(threat -> threat.kind().equals(kind)).toList();
  }

  /** Names are found beside their ids by their place, so one that isn't known is not left out. */
  private static String name(Threat threat) {
    return threat.name() == null ? threat.id() : threat.name();
  }

  private static void idsAndNames(List<Threat> threats, EcsWriter json) throws IOException {
    json.texts("id", threats.stream().map(Threat::id).toList());
    json.texts("name", threats.stream().map(ThreatWriter::name).toList());
  }
}
