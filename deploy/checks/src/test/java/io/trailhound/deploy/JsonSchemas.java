package io.trailhound.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;

/** A JSON Schema and a value from YAML in, what is wrong with the value out. */
public final class JsonSchemas {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private JsonSchemas() {}

  /** One line for each problem, with its place. */
  public static List<String> problems(JsonNode schema, Object value) {
    Schema compiled =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(schema);
    return compiled.validate(MAPPER.valueToTree(value)).stream().map(String::valueOf).toList();
  }
}
