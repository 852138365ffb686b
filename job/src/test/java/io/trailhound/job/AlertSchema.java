package io.trailhound.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** docs/alert-schema.json: documents in, what is wrong with them out. */
public final class AlertSchema {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNode TEXT = read(Path.of("..", "docs", "alert-schema.json"));
  private static final Schema COMPILED =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(TEXT);

  private AlertSchema() {}

  private static JsonNode read(Path file) {
    try {
      return JSON.readTree(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One line for each problem, with its place. */
  public static List<String> problems(JsonNode alert) {
    return COMPILED.validate(alert).stream().map(String::valueOf).toList();
  }

  public static void assertRight(Iterable<JsonNode> alerts) {
    for (JsonNode alert : alerts) {
      assertThat(problems(alert)).as(alert.toString()).isEmpty();
    }
  }

  /** The names of all values, with dots between those of the objects that they are in. */
  static List<String> names() {
    List<String> names = new ArrayList<>();
    collect("", TEXT, names);
    return names;
  }

  private static void collect(String name, JsonNode schema, List<String> names) {
    JsonNode properties = schema.path("properties");
    if (properties.isEmpty()) {
      names.add(name);
    }
    properties
        .properties()
        .forEach(
            it ->
                collect(
                    name.isEmpty() ? it.getKey() : name + "." + it.getKey(), it.getValue(), names));
  }
}
