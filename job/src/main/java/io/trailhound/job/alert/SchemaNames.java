package io.trailhound.job.alert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/** What an alert can have, by docs/alert-schema.json, which is in the jar. */
public final class SchemaNames {
  /** Names of values and of the objects that they are in, such as {@code event.id}. */
  public static final Set<String> ALL = names();

  private SchemaNames() {}

  private static Set<String> names() {
    try (InputStream schema = SchemaNames.class.getResourceAsStream("/alert-schema.json")) {
      Set<String> names = new TreeSet<>();
      collect("", new ObjectMapper().readTree(schema), names);
      return Collections.unmodifiableSet(names);
    } catch (IOException e) {
      throw new IllegalStateException("it's in our own jar", e);
    }
  }

  private static void collect(String name, JsonNode schema, Set<String> names) {
    if (!name.isEmpty()) {
      names.add(name);
    }
    schema
        .path("properties")
        .properties()
        .forEach(
            it ->
                collect(
                    name.isEmpty() ? it.getKey() : name + "." + it.getKey(), it.getValue(), names));
  }
}
