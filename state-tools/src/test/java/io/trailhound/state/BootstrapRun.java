package io.trailhound.state;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command bootstrap over an archive, up to {@link #UNTIL}. */
final class BootstrapRun {
  static final String UNTIL = "2026-09-13T00:00:00Z";

  private BootstrapRun() {}

  static Ran of(Path input, Path asnDb, Path out, String... more) {
    List<String> command =
        new ArrayList<>(
            List.of("bootstrap", "--input", input.toString(), "--until", UNTIL, "--asn-db"));
    command.addAll(List.of(asnDb.toString(), "--out", out.toString()));
    command.addAll(List.of(more));
    return Ran.of(command.toArray(String[]::new));
  }
}
