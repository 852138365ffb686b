package io.trailhound.job.config;

import com.amazonaws.services.kinesisanalytics.runtime.KinesisAnalyticsRuntime;
import io.trailhound.text.UserMistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;

/**
 * The property groups of Amazon Managed Service for Apache Flink in, the keys of the group {@code
 * trailhound} out.
 */
final class PropertyGroups {
  static final String GROUP = "trailhound";

  private PropertyGroups() {}

  /** Those of the application that this runs in; nothing anywhere else. */
  static Settings ofThisApplication() {
    try {
      Map<String, Properties> groups = KinesisAnalyticsRuntime.getApplicationProperties();
      return groups.isEmpty() ? new Settings() : settings(groups, "property groups");
    } catch (IOException e) {
      throw new ConfigException(
          "the application's property groups cannot be read: " + UserMistake.reason(e));
    }
  }

  /**
   * Reads a file in the form in which Managed Flink stores them.
   *
   * @throws ConfigException when there's no such file, form or group
   */
  static Settings read(String file) {
    if (!Files.isReadable(Path.of(file))) {
      throw new ConfigException(
          "config: '%s' cannot be read. Right would be: a file of property groups."
              .formatted(file));
    }
    try {
      return settings(KinesisAnalyticsRuntime.getApplicationProperties(file), file);
    } catch (IOException | RuntimeException e) {
      if (e instanceof ConfigException mistake) {
        throw mistake;
      }
      throw new ConfigException(
          "config: '%s' cannot be read as property groups: %s. Right would be: [{\"PropertyGroupId\": \"%s\", \"PropertyMap\": {...}}]."
              .formatted(file, UserMistake.reason(e), GROUP));
    }
  }

  private static Settings settings(Map<String, Properties> groups, String where) {
    Properties group = groups.get(GROUP);
    if (group == null) {
      throw new ConfigException(
          "%s: there is no group '%s', only %s. Right would be: a group of that name with Trailhound's keys."
              .formatted(where, GROUP, new TreeSet<>(groups.keySet())));
    }
    Settings settings = new Settings();
    String origin = where + ", group " + GROUP;
    group.forEach((key, value) -> settings.putText((String) key, (String) value, origin));
    return settings;
  }
}
