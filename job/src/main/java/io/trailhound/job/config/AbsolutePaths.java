package io.trailhound.job.config;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Paths below a folder come in; the same paths from the root go out, for a process elsewhere. */
public final class AbsolutePaths {
  /** What the job opens where it runs. Rules are read where it's submitted. */
  private static final List<Key<String>> OPENED_BY_TASKS =
      List.of(
          FilesKeys.INPUT,
          WarmKeys.WARM_FROM,
          Keys.ALERTS,
          IncidentKeys.FILE,
          Keys.DEAD_LETTERS,
          Keys.LATE,
          Keys.ASN_DB,
          LookupKeys.ACCOUNTS_FILE,
          LookupKeys.NETWORK_DB,
          LookupKeys.NETWORK_LIST);

  private static final Pattern URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:/.*");

  private AbsolutePaths() {}

  public static void in(Settings settings, Path folder) {
    for (Key<String> key : OPENED_BY_TASKS) {
      settings.change(key, value -> absolute(value, folder));
    }
  }

  private static String absolute(String value, Path folder) {
    boolean noPath = value.equals(Keys.STANDARD_OUTPUT) || value.equals(Keys.NONE);
    if (noPath || value.isEmpty() || value.startsWith("/") || URI.matcher(value).matches()) {
      return value;
    }
    // Path would take the last / away, which says that a folder is meant.
    String absolute = folder.toAbsolutePath().resolve(value).normalize().toString();
    return value.endsWith("/") ? absolute + "/" : absolute;
  }
}
