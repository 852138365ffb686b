package io.trailhound.rules.sigma;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * MITRE's STIX data of ATT&amp;CK Enterprise in ({@code enterprise-attack-19.1.json}), the text of
 * {@code attack.tsv} out.
 */
final class AttackWriter {
  private final SortedMap<String, String> names = new TreeMap<>();
  private final Map<String, String> ids = new HashMap<>();
  private final Map<String, String> instead = new HashMap<>();
  private final Set<String> deprecated = new HashSet<>();
  private String version = "";
  private String year = "";

  private AttackWriter() {}

  /**
   * @param bundle of STIX 2.0 or 2.1
   */
  static String write(Path bundle) throws IOException {
    AttackWriter writer = new AttackWriter();
    JsonNode objects = new ObjectMapper().readTree(bundle.toFile()).get("objects");
    objects.forEach(writer::name);
    objects.forEach(writer::replace);
    return writer.text();
  }

  private void name(JsonNode object) {
    switch (object.path("type").asText()) {
      case "x-mitre-collection" -> {
        version = object.get("x_mitre_version").asText();
        year = object.get("modified").asText().substring(0, 4);
      }
      case "x-mitre-tactic", "attack-pattern" -> {
        String id = id(object);
        ids.put(object.get("id").asText(), id);
        names.put(id, object.get("name").asText());
        if (object.path("x_mitre_deprecated").asBoolean()) {
          deprecated.add(id);
        }
      }
      default -> {
        // groups, software and so on: tags with them are taken as they are
      }
    }
  }

  private static String id(JsonNode object) {
    for (JsonNode reference : object.get("external_references")) {
      if (reference.path("source_name").asText().equals("mitre-attack")) {
        return reference.get("external_id").asText();
      }
    }
    throw new IllegalArgumentException("without an id of ATT&CK: " + object.get("id"));
  }

  private void replace(JsonNode object) {
    if (object.path("relationship_type").asText().equals("revoked-by")) {
      String before = ids.get(object.get("source_ref").asText());
      String after = ids.get(object.get("target_ref").asText());
      if (before != null && after != null) {
        instead.put(before, after);
      }
    }
  }

  private String text() {
    StringBuilder text =
        new StringBuilder("# MITRE ATT&CK Enterprise ")
            .append(version)
            .append(": id, name, and of what was taken out what took its place, or a dash.")
            .append(" Made by AttackWriter.\n# \u00a9 ")
            .append(year)
            .append(" The MITRE Corporation. This work is reproduced and distributed with")
            .append(" the permission of The MITRE Corporation.\n");
    names.forEach((id, name) -> text.append(id).append('\t').append(name).append(end(id)));
    return text.toString();
  }

  private String end(String id) {
    String last = id;
    while (instead.containsKey(last)) {
      last = instead.get(last);
    }
    if (deprecated.contains(last)) {
      return "\t-\n";
    }
    return last.equals(id) ? "\n" : "\t" + last + "\n";
  }
}
