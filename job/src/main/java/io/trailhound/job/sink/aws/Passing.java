package io.trailhound.job.sink.aws;

import java.util.Locale;
import java.util.Set;

/** AWS's name for what is wrong with an entry in, whether the same may pass later out. */
final class Passing {
  private static final Set<String> OURS_OR_THEIRS =
      Set.of(
          "internal", "throttl", "limitexceeded", "unavailable", "accessdenied", "notauthorized");

  private Passing() {}

  static boolean is(String code) {
    String name = String.valueOf(code).toLowerCase(Locale.ROOT);
    return OURS_OR_THEIRS.stream().anyMatch(name::contains);
  }
}
