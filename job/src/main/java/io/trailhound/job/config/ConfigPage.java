package io.trailhound.job.config;

/** Writes {@link Keys} as the page docs/configuration.md. */
public final class ConfigPage {
  private static final String INTRODUCTION =
      """
      # Configuration

      <!-- Written by ConfigPage from Keys.java; ConfigPageTest fails when the two differ. -->

      Every key works in two places, under the same name:

      - as an argument, `--lateness 20m` or `--lateness=20m`, of `./trailhound run` and of the jar on a cluster;
      - in a properties file named by `--config FILE`, as `lateness = 20m`, one a line; `#` begins a comment line.

      An argument wins over the file. Paths are relative to the working directory. A key that does not exist, a
      value that is not right or a key set twice stops the start with exit code 2, and the message names the key, the
      value, where it was given and what would be right.

      Flink's own settings are the cluster's. A local run takes them as `-D`, and Java's options from the environment:

          TRAILHOUND_JAVA_OPTS=-Xmx8g ./trailhound run -D state.backend.type=rocksdb --input ... --asn-db ...

      """;

  private ConfigPage() {}

  public static String markdown() {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    page.append("| key | value | default |\n|---|---|---|\n");
    for (Key<?> key : Keys.ALL) {
      page.append(
          "| [`%s`](#%s) | %s | %s |\n"
              .formatted(key.name(), key.name(), right(key), key.defaultText()));
    }
    for (Key<?> key : Keys.ALL) {
      page.append("\n## %s\n\n".formatted(key.name()));
      page.append(
          "- Value: %s\n- Default: %s\n\n%s\n"
              .formatted(right(key), key.defaultText(), key.meaning()));
      if (!key.hazard().isEmpty()) {
        page.append("\n**Mind:** ").append(key.hazard()).append('\n');
      }
    }
    return page.toString();
  }

  private static String right(Key<?> key) {
    String right = key.type().name() + ": " + key.type().right();
    return key.many() ? right + "; several allowed" : right;
  }
}
