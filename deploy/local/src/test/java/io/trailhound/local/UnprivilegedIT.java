package io.trailhound.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class UnprivilegedIT {
  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("io.trailhound.local.Unprivileged#ways")
  void whoIsNotRootReadsAndWritesWhatIsRoots(Unprivileged way) throws Exception {
    assumeTrue(System.getProperty("user.name").equals("root") && way.works());
    Path own =
        Files.createDirectory(
            folder.resolve("own"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.writeString(own.resolve("read"), "this");

    String said =
        Commands.run(
            "as nobody",
            way.with("bash", "-c", "id -u && cd '" + own + "' && [ -w . ] && cat read > written"));

    assertThat(said.strip()).isEqualTo("65534");
    assertThat(own.resolve("written")).hasContent("this");
    Unprivileged.own(own);
    assertThat(Files.getOwner(own.resolve("written")).getName()).isEqualTo("root");
  }
}
