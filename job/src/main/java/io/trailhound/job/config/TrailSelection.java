package io.trailhound.job.config;

import java.io.Serializable;
import java.time.Instant;
import java.util.Set;

/**
 * Account, region and delivery time of a file in, whether it's wanted out.
 *
 * @param accounts empty: all
 * @param regions empty: all
 * @param from the earliest, inclusive
 * @param to the latest, inclusive
 */
public record TrailSelection(Set<String> accounts, Set<String> regions, Instant from, Instant to)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  public static final TrailSelection ALL =
      new TrailSelection(Set.of(), Set.of(), Instant.MIN, Instant.MAX);

  static TrailSelection of(Settings settings) {
    Instant from = settings.get(FilesKeys.FROM).orElse(Instant.MIN);
    Instant to = settings.get(FilesKeys.TO).orElse(Instant.MAX);
    if (from.isAfter(to)) {
      throw new ConfigException(
          "from (given as %s) lies behind to (given as %s). Right would be: the earlier time in from."
              .formatted(settings.origin(FilesKeys.FROM), settings.origin(FilesKeys.TO)));
    }
    return new TrailSelection(
        Set.copyOf(settings.all(FilesKeys.ACCOUNTS)),
        Set.copyOf(settings.all(FilesKeys.REGIONS)),
        from,
        to);
  }

  public boolean isAll() {
    return equals(ALL);
  }

  public boolean hasAccount(String account) {
    return accounts.isEmpty() || accounts.contains(account);
  }

  public boolean hasRegion(String region) {
    return regions.isEmpty() || regions.contains(region);
  }

  /** Whether anything of the time from {@code first} to before {@code end} is wanted. */
  public boolean hasTime(Instant first, Instant end) {
    return end.isAfter(from) && !first.isAfter(to);
  }
}
