package io.trailhound.job.source.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.trailhound.job.config.FilesConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class InputFilesTest {
  @TempDir Path folder;

  @BeforeEach
  void trail() throws IOException {
    for (String file :
        new String[] {
          "AWSLogs/1/CloudTrail/eu-west-1/2026/09/01/a.json.gz",
          "AWSLogs/1/CloudTrail/us-east-1/2026/09/01/b.json.gz",
          "AWSLogs/1/CloudTrail-Digest/us-east-1/2026/09/01/c.json.gz",
          "AWSLogs/1/CloudTrail-Insight/us-east-1/2026/09/01/d.json.gz",
          "AWSLogs/1/CloudTrail/us-east-1/2026/09/01/1_CloudTrail-Digest_us-east-1_e.json.gz",
          "AWSLogs/1/CloudTrail/us-east-1/2026/09/01/_SUCCESS",
          "AWSLogs/1/CloudTrail/us-east-1/2026/09/01/.a.json.gz.crc",
          ".hidden/f.json",
          "plain/g.ndjson",
          "plain/h[1].ndjson",
          "empty/.keep"
        }) {
      Files.createDirectories(folder.resolve(file).getParent());
      Files.writeString(folder.resolve(file), "12345");
    }
  }

  @Test
  void readsAFolderWithAllItHoldsButDigestsInsightsAndHiddenFiles() {
    assertThat(found(folder.toString()))
        .containsExactlyInAnyOrder("a.json.gz", "b.json.gz", "g.ndjson", "h[1].ndjson");
  }

  @Test
  void readsAFileThatIsNamedWhateverItsName() {
    assertThat(found(folder + "/.hidden/f.json")).containsExactly("f.json");
    assertThat(found(folder + "/plain/h[1].ndjson")).containsExactly("h[1].ndjson");
  }

  @Test
  void matchesGlobsOverFilesAndFolders() {
    assertThat(found(folder + "/plain/*.ndjson")).containsExactly("g.ndjson", "h[1].ndjson");
    assertThat(found(folder + "/**/*.gz")).containsExactly("a.json.gz", "b.json.gz");
    assertThat(found(folder + "/AWSLogs/*/CloudTrail/{us,ap}-*")).containsExactly("b.json.gz");
    assertThat(found(folder + "/AWSLogs/*/CloudTrail/*/2026/0[89]/??/a*"))
        .containsExactly("a.json.gz");
    assertThat(found(folder + "/.hidden/*.json")).containsExactly("f.json");
  }

  @Test
  void readsAFileOnceThatIsNamedTwice() {
    assertThat(found(folder + "/plain", folder + "/plain/../plain/g.ndjson"))
        .containsExactlyInAnyOrder("g.ndjson", "h[1].ndjson");
  }

  @Test
  void keepsAPathRelativeAndKnowsTheSize() throws IOException {
    Path relative = Path.of("").toAbsolutePath().relativize(folder.toRealPath()).resolve("plain");
    InputFile file =
        new InputFiles(FilesConfig.of(relative.toString())).find(Integer.MAX_VALUE).get(0);
    assertThat(file.path()).startsWith(relative.toString());
    assertThat(file.size()).isEqualTo(5);
    assertThat(file.source()).startsWith("..").endsWith(".ndjson:");
  }

  @Test
  void namesTheInputThatIsNotThere() {
    assertThatThrownBy(() -> found(folder + "/plain", folder + "/absent"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("/absent' does not exist")
        .hasMessageContaining("Right would be");
    assertThatThrownBy(() -> found(folder + "/plain/*.gz"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("/plain/*.gz' matches no file");
  }

  @Test
  void saysThatAFolderIsEmpty() {
    assertThatThrownBy(() -> found(folder + "/empty"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("/empty holds no file to read");
  }

  @Test
  void readsEveryFileOnceWhereLinksFormALoop() throws IOException {
    Files.createSymbolicLink(folder.resolve("plain/loop"), folder.resolve("plain"));
    assertThat(found(folder + "/plain")).containsExactlyInAnyOrder("g.ndjson", "h[1].ndjson");
  }

  @Test
  void oneItemThatCannotBeReadHidesNoOther() throws IOException {
    Path odd = Files.createDirectory(folder.resolve("odd"));
    Files.createSymbolicLink(odd.resolve("dangling"), odd.resolve("absent"));
    Files.createSymbolicLink(odd.resolve("circle"), odd.resolve("circle"));
    Files.createSymbolicLink(odd.resolve("device"), Path.of("/dev/null"));
    Files.writeString(odd.resolve("a.ndjson"), "12345");

    for (String input : List.of(odd.toString(), odd + "/*", odd + "/../odd/**/*")) {
      Lister lister = new Lister(true);
      assertThat(list(lister, input)).containsExactly("a.ndjson");
      assertThat(lister.leftOut()).hasSize(3);
      assertThat(lister.leftOut().values())
          .anyMatch(reason -> reason.contains("a link to something that is not there"))
          .anyMatch(reason -> reason.contains("neither a file nor a folder"));
    }
  }

  @Test
  void aPatternThatDoesNotTakeAnItemSaysNothingOfIt() throws IOException {
    Files.createSymbolicLink(folder.resolve("plain/dangling"), folder.resolve("absent"));
    Lister lister = new Lister(true);
    assertThat(list(lister, folder + "/plain/*.ndjson")).hasSize(2);
    assertThat(lister.leftOut()).isEmpty();
  }

  @Test
  void aFileThatIsCalledLikeThePatternHidesNoOther() throws IOException {
    Files.writeString(folder.resolve("plain/*"), "12345");
    Files.writeString(folder.resolve("plain/["), "12345");
    assertThat(found(folder + "/plain/*")).contains("*", "[", "g.ndjson").hasSize(4);
    assertThat(found(folder + "/plain/[")).containsExactly("[");
    assertThatThrownBy(() -> found(folder + "/plain/[a"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("'[a' has no closing ]");
  }

  /** As a glob it would have a range that goes backwards, 6-0. */
  @Test
  void aDayInBracketsIsPartOfAName() throws IOException {
    Files.writeString(folder.resolve("plain/trail[2026-09-01].json"), "12345");
    assertThat(found(folder + "/plain/trail[2026-09-01].json"))
        .containsExactly("trail[2026-09-01].json");
    for (String absent : List.of("x[z-a]*.json", "[2026-09-02].json")) {
      assertThatThrownBy(() -> found(folder + "/plain/" + absent))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("'" + absent + "' has a range that ends before it begins")
          .hasMessageContaining("Right would be");
    }
  }

  /** There are two to the power of forty ways to the file; with links to it, more. */
  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void linksToAParentLeadAGlobNowhereAgain() throws IOException {
    Path root = Files.createDirectories(folder.resolve("g/x/y")).getParent().getParent();
    Files.writeString(root.resolve("x/y/a.json"), "12345");
    Files.createSymbolicLink(root.resolve("l1"), Path.of("."));
    Files.createSymbolicLink(root.resolve("l2"), Path.of("."));
    Files.createSymbolicLink(root.resolve("x/y/b.json"), Path.of("a.json"));
    Files.createSymbolicLink(root.resolve("x/up"), Path.of(".."));
    for (String glob : List.of("/**/*.json", "/**/**/*.json", "/**/y/*")) {
      assertThat(paths(root + glob)).containsExactly(root + "/x/y/a.json");
    }
    assertThat(paths(root + "/*/*/*/*.json")).containsExactly(root + "/l1/x/y/a.json");
    assertThat(paths(root + "/l2/**/*.json")).containsExactly(root + "/l2/x/y/a.json");
  }

  @Test
  void saysWhyWhatIsNamedCannotBeLookedAt() throws IOException {
    Path locked = Files.createDirectory(folder.resolve("locked"));
    Files.writeString(locked.resolve("x.json"), "12345");
    Files.setPosixFilePermissions(locked, Set.of());
    assumeFalse(Files.isReadable(locked), "whoever runs this may read anything");

    assertThatThrownBy(() -> found(locked + "/x.json"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("x.json' cannot be listed: permission denied. Right would be");
    assertThatThrownBy(() -> found(locked + "/*.json"))
        .hasMessageContaining("of " + locked + ": it cannot be listed: permission denied. Right");
  }

  /** Another input's reasons are not its own. */
  @Test
  void saysWhyAPatternMatchesNothing() throws IOException {
    assertThatThrownBy(() -> found(folder + "/**/*.ndjson", folder + "/plain/*.gz"))
        .hasMessageContaining("/plain/*.gz' matches no file. Right would be");
    Files.createSymbolicLink(folder.resolve("plain/gone"), folder.resolve("absent"));
    assertThatThrownBy(() -> found(folder + "/plain/*/*.gz"))
        .hasMessageContaining("matches no file; of " + folder + "/plain/gone: it is a link to");
    assertThatThrownBy(() -> found(folder + "/plain/*/*.ndjson", folder + "/plain/*.gz"))
        .hasMessageContaining("matches no file; of " + folder + "/plain/gone: it is a link to");
  }

  @Test
  void saysWhyNothingIsLeft() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("empty/l"), folder.resolve("absent"));
    assertThatThrownBy(() -> found(folder + "/empty"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(link + " for one: it is a link to something that is not there")
        .hasMessageContaining("Right would be");
    assertThatThrownBy(() -> found("/dev/null"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("neither a file nor a folder");
  }

  private static List<String> list(Lister lister, String input) {
    try (AtOnce threads = new AtOnce("test")) {
      return new InputFiles(FilesConfig.of(input))
          .list(lister, threads, any -> true, Integer.MAX_VALUE).stream()
              .map(file -> file.file().name())
              .toList();
    }
  }

  private static List<String> paths(String input) {
    return new InputFiles(FilesConfig.of(input))
        .find(Integer.MAX_VALUE).stream().map(InputFile::path).toList();
  }

  private static List<String> found(String... inputs) {
    return new InputFiles(FilesConfig.of(inputs))
        .find(Integer.MAX_VALUE).stream().map(InputFile::name).toList();
  }
}
