package io.trailhound.job.config;

import java.util.List;

/**
 * The files that say more about a call than its record does, parsed once from {@link Settings}; see
 * {@link LookupKeys} for what each means. Each is empty when nothing was said.
 *
 * @param accounts at most one file, or {@link Keys#NONE}
 * @param networkDbs files, or {@link Keys#NONE}
 * @param networkLists files and folders, or {@link Keys#NONE}
 */
public record LookupConfig(
    List<String> accounts, List<String> networkDbs, List<String> networkLists) {

  static LookupConfig of(Settings settings) {
    return new LookupConfig(
        settings.get(LookupKeys.ACCOUNTS_FILE).stream().toList(),
        all(settings, LookupKeys.NETWORK_DB),
        all(settings, LookupKeys.NETWORK_LIST));
  }

  private static List<String> all(Settings settings, Key<String> key) {
    List<String> all = settings.all(key);
    if (all.size() > 1 && all.contains(Keys.NONE)) {
      throw new ConfigException(
          "%s: '%s' stands beside others (given as %s). Right would be: it alone, or files."
              .formatted(key.name(), Keys.NONE, settings.origin(key)));
    }
    return all;
  }

  /** What of a value are files to read. */
  static List<String> files(List<String> given) {
    return given.stream().filter(file -> !file.equals(Keys.NONE)).toList();
  }
}
