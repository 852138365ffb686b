package io.trailhound.local.stack;

import io.trailhound.local.LocalException;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The settings of one stack: its folder comes in, with the {@code stack.properties} that the last
 * {@code up} left there; what is set goes out, defaults included. Keys that begin with {@code
 * flink.} are settings of Flink.
 */
record StackSettings(Path folder, Map<Setting, String> values, Map<String, String> flink) {
  private static final String FLINK = "flink.";

  static StackSettings read(Path folder) {
    StackSettings settings =
        new StackSettings(
            folder.toAbsolutePath().normalize(), new EnumMap<>(Setting.class), new TreeMap<>());
    for (Setting setting : Setting.values()) {
      settings.values.put(setting, setting.fallback());
    }
    Path file = settings.file();
    if (Files.exists(file)) {
      Properties properties = new Properties();
      try (Reader reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        throw new LocalException("%s can't be read: %s".formatted(file, e.getMessage()), e);
      }
      properties.stringPropertyNames().forEach(it -> settings.put(it, properties.getProperty(it)));
    }
    return settings;
  }

  /** The same with what an {@code up} was given. */
  StackSettings with(Map<Setting, String> given, Map<String, String> givenFlink) {
    Map<Setting, String> all = new EnumMap<>(values);
    given.forEach((setting, value) -> all.put(setting, setting.check(value, setting.option())));
    Map<String, String> allFlink = new TreeMap<>(flink);
    allFlink.putAll(givenFlink);
    return new StackSettings(folder, all, allFlink);
  }

  void save() {
    Properties properties = new Properties();
    values.forEach((setting, value) -> properties.setProperty(setting.key(), value));
    flink.forEach((key, value) -> properties.setProperty(FLINK + key, value));
    try {
      Files.createDirectories(folder);
      try (Writer writer = Files.newBufferedWriter(file())) {
        properties.store(writer, "of the last 'trailhound stack up'; the next one begins with it");
      }
    } catch (IOException e) {
      throw new LocalException("%s can't be written: %s".formatted(file(), e), e);
    }
  }

  String text(Setting setting) {
    return values.get(setting);
  }

  int number(Setting setting) {
    return Integer.parseInt(text(setting));
  }

  Path file() {
    return folder.resolve("stack.properties");
  }

  private void put(String key, String value) {
    String origin = "%s in %s".formatted(key, file());
    if (key.startsWith(FLINK)) {
      flink.put(key.substring(FLINK.length()), value);
      return;
    }
    Setting setting =
        Setting.of(key)
            .orElseThrow(
                () ->
                    new UsageException(
                        "there is no key '%s' (in %s). Right would be: the options of"
                                .formatted(key, file())
                            + " 'trailhound stack up', without the dashes."));
    values.put(setting, setting.check(value.strip(), origin));
  }
}
