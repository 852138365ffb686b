package io.trailhound.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands read and write lies in folders whose names some program might stumble over. */
class PlacesTest {
  private static final String OPS = "arn:aws:iam::111122223333:user/ops";

  @TempDir private Path temporary;

  @Test
  void commandsWorkWhereverThingsLie() throws Exception {
    Path folder = OddFolder.in(temporary);
    String savepoint = Committed.copiedTo(folder.resolve("savepoint")).toString();
    String exported = folder.resolve("state.ndjson").toString();
    String imported = folder.resolve("imported").toString();
    String approved = folder.resolve("approved").toString();
    String forgotten = folder.resolve("forgotten").toString();
    Path csv = Files.writeString(folder.resolve("approved.csv"), OPS + ",9009,2026-12-31");

    assertDone("export", savepoint, "--out", exported);
    assertDone("import", exported, "--out", imported, "--base", savepoint);
    assertDone("approve", imported, "--csv", csv.toString(), "--out", approved);
    assertDone("forget", approved, "--principal", OPS, "--out", forgotten);
    assertDone("migrate", forgotten);
    assertThat(Ran.of("inspect", approved, "--principal", OPS).out()).contains("approved for 9009");
    assertThat(Ran.of("stats", approved).out()).contains("aws_vpn_asn_first_seen");
    assertThat(Ran.of("diff", forgotten, savepoint)).isEqualTo(new Ran(0, "", ""));
  }

  private static void assertDone(String... command) {
    Ran ran = Ran.of(command);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
  }
}
