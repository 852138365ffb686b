package io.trailhound.deploy.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trailhound.deploy.JsonSchemas;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.yaml.snakeyaml.Yaml;

/**
 * The schema of FlinkDeployments from the operator's own jar, sharpened: keys that it doesn't know
 * are refused, which a cluster drops without a word.
 */
final class ResourceDefinition {
  private static final String RESOURCE =
      "/META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml";

  private final JsonNode schema;

  private ResourceDefinition(JsonNode schema) {
    this.schema = schema;
  }

  static ResourceDefinition load() throws IOException {
    try (InputStream in = ResourceDefinition.class.getResourceAsStream(RESOURCE)) {
      JsonNode definition = new ObjectMapper().valueToTree(new Yaml().load(in));
      JsonNode schema = definition.at("/spec/versions/0/schema/openAPIV3Schema");
      close(schema);
      // Every resource has these; a cluster adds them to the schema itself.
      ObjectNode root = (ObjectNode) schema.get("properties");
      root.putObject("apiVersion").put("const", "flink.apache.org/v1beta1");
      root.putObject("kind").put("const", "FlinkDeployment");
      root.putObject("metadata").put("type", "object");
      // The newest operator that Maven has is of the time of Flink 1.20; only this list is longer
      // since.
      ((ArrayNode) schema.at("/properties/spec/properties/flinkVersion/enum")).add("v2_2");
      return new ResourceDefinition(schema);
    }
  }

  List<String> problems(Object resource) {
    return JsonSchemas.problems(schema, resource);
  }

  private static void close(JsonNode node) {
    if (node instanceof ObjectNode object
        && object.path("properties").isObject()
        && !object.has("additionalProperties")
        && !object.has("x-kubernetes-preserve-unknown-fields")) {
      object.put("additionalProperties", false);
    }
    node.forEach(ResourceDefinition::close);
  }
}
