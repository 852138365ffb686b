package io.trailhound.deploy.watching;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trailhound.deploy.Repository;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Kibana's saved objects beside each other and beside the index template of the alerts. */
class KibanaTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern QUERIED = Pattern.compile("([\\w.@]+) : ");

  /** Types by whose values documents can be counted; a text's can't. */
  private static final Set<String> COUNTABLE =
      Set.of("keyword", "ip", "long", "float", "double", "date", "boolean");

  private static final int COLUMNS = 48;

  private static Map<String, JsonNode> objects;
  private static Map<String, String> fields;

  @BeforeAll
  static void read() throws IOException {
    objects = new TreeMap<>();
    for (String line : Repository.text("deploy/dashboards/kibana-trailhound.ndjson").split("\n")) {
      JsonNode object = MAPPER.readTree(line);
      assertThat(objects.put(object.get("id").asText(), object)).isNull();
    }
    fields = new TreeMap<>();
    JsonNode template =
        MAPPER.readTree(
            Repository.file("job/src/main/resources/elasticsearch/index-template.json").toFile());
    collect(template.at("/template/mappings/properties"), "");
  }

  private static void collect(JsonNode properties, String prefix) {
    for (Map.Entry<String, JsonNode> field : properties.properties()) {
      if (field.getValue().has("properties")) {
        collect(field.getValue().get("properties"), prefix + field.getKey() + ".");
      } else {
        fields.put(prefix + field.getKey(), field.getValue().get("type").asText());
      }
    }
  }

  @Test
  void everyFieldIsInTheTemplateAndOneThatCanBeCountedBy() throws IOException {
    for (JsonNode visualization : ofType("visualization")) {
      for (JsonNode agg : state(visualization).get("aggs")) {
        String field = agg.at("/params/field").asText();
        assertThat(fields).as(visualization.get("id").asText()).containsKey(field);
        assertThat(fields.get(field)).as(field).isIn(COUNTABLE);
        if (agg.get("type").asText().equals("date_histogram")) {
          assertThat(fields.get(field)).isEqualTo("date");
        }
      }
      QUERIED
          .matcher(search(visualization).at("/query/query").asText())
          .results()
          .forEach(it -> assertThat(fields).containsKey(it.group(1)));
    }
  }

  @Test
  void theDataViewIsOverTheIndicesOfTheJobByTheirTime() throws IOException {
    JsonNode view = ofType("index-pattern").get(0).get("attributes");
    assertThat(view.get("title").asText()).isEqualTo("logs-trailhound,logs-trailhound.*");
    assertThat(Repository.text("docs/configuration.md")).contains("`logs-trailhound`");
    assertThat(fields.get(view.get("timeFieldName").asText())).isEqualTo("date");
  }

  @Test
  void everyReferenceLeadsToAnObject() {
    for (JsonNode object : objects.values()) {
      for (JsonNode reference : object.get("references")) {
        JsonNode target = objects.get(reference.get("id").asText());
        assertThat(target).as(reference.toString()).isNotNull();
        assertThat(target.get("type")).isEqualTo(reference.get("type"));
      }
    }
  }

  @Test
  void theDashboardShowsAllOfThemBesideEachOther() throws IOException {
    JsonNode dashboard = ofType("dashboard").get(0);
    Set<String> named = new TreeSet<>();
    dashboard.get("references").forEach(it -> named.add(it.get("name").asText()));
    Set<String> asked = new TreeSet<>();
    Set<String> covered = new TreeSet<>();
    for (JsonNode panel : MAPPER.readTree(dashboard.at("/attributes/panelsJSON").asText())) {
      asked.add(panel.get("panelIndex").asText() + ":" + panel.get("panelRefName").asText());
      JsonNode at = panel.get("gridData");
      assertThat(at.get("x").asInt() + at.get("w").asInt()).isLessThanOrEqualTo(COLUMNS);
      for (int x = at.get("x").asInt(); x < at.get("x").asInt() + at.get("w").asInt(); x++) {
        for (int y = at.get("y").asInt(); y < at.get("y").asInt() + at.get("h").asInt(); y++) {
          assertThat(covered.add(x + "," + y)).as("no panel over another").isTrue();
        }
      }
    }
    assertThat(asked).isEqualTo(named).hasSize(ofType("visualization").size());
  }

  @Test
  void whatItIsForIsThere() throws IOException {
    Set<String> shown = new TreeSet<>();
    for (JsonNode visualization : ofType("visualization")) {
      state(visualization).get("aggs").forEach(it -> shown.add(it.at("/params/field").asText()));
    }
    assertThat(shown)
        .contains(
            "@timestamp",
            "rule.name",
            "event.severity",
            "user.name",
            "source.as.organization.name",
            "threat.technique.id",
            "trailhound.phase");
  }

  @Test
  void idsOfAggregationsDoNotRepeat() throws IOException {
    for (JsonNode visualization : ofType("visualization")) {
      List<String> ids = new ArrayList<>();
      state(visualization).get("aggs").forEach(it -> ids.add(it.get("id").asText()));
      assertThat(ids).doesNotHaveDuplicates();
    }
  }

  private static List<JsonNode> ofType(String type) {
    return objects.values().stream()
        .filter(it -> it.get("type").asText().equals(type))
        .collect(Collectors.toList());
  }

  private static JsonNode state(JsonNode visualization) throws IOException {
    return MAPPER.readTree(visualization.at("/attributes/visState").asText());
  }

  private static JsonNode search(JsonNode visualization) throws IOException {
    return MAPPER.readTree(
        visualization.at("/attributes/kibanaSavedObjectMeta/searchSourceJSON").asText());
  }
}
