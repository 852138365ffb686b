package io.trailhound.deploy.cloudformation;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The property groups of the application's template, worked out. */
public final class PropertyGroups {
  private PropertyGroups() {}

  /**
   * The groups, each with its {@code PropertyGroupId} and {@code PropertyMap}.
   *
   * @param parameters of the template, where they aren't the default
   * @param queue URL of the queue
   * @param bucket name of the work bucket
   */
  public static List<?> of(Map<String, ?> parameters, String queue, String bucket)
      throws IOException {
    Template template = Template.read("application.yaml");
    Map<String, Object> known = new HashMap<>(parameters);
    known.put("trailhound-foundation-QueueUrl", queue);
    known.put("trailhound-foundation-WorkBucket", bucket);
    known.put("trailhound-foundation-TrailBucket", "trail-bucket");
    return (List<?>) new Evaluation(template, known).of(groups(template));
  }

  /** As they stand in the template, functions and all. */
  static List<?> template() throws IOException {
    return groups(Template.read("application.yaml"));
  }

  private static List<?> groups(Template template) {
    Map<?, ?> application =
        (Map<?, ?>) template.properties("Application").get("ApplicationConfiguration");
    return (List<?>) ((Map<?, ?>) application.get("EnvironmentProperties")).get("PropertyGroups");
  }
}
