package io.trailhound.deploy;

import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * YAML in, maps and lists out; a key that stands twice, which most readers let pass, is an error.
 */
public final class StrictYaml {
  private StrictYaml() {}

  /** The one document. */
  public static Map<String, Object> load(String text) {
    return reader().load(text);
  }

  /** Those between lines of {@code ---}. */
  public static Iterable<Object> loadAll(String text) {
    return reader().loadAll(text);
  }

  private static Yaml reader() {
    return new Yaml(new SafeConstructor(options()));
  }

  /** For readers with tags of their own. */
  public static LoaderOptions options() {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    return options;
  }
}
