package io.trailhound.deploy.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trailhound.deploy.Pom;
import io.trailhound.deploy.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of a release and of the action for repositories of rules, run on what was built. */
class ReleaseIT {
  @TempDir Path folder;

  /**
   * How a script ended.
   *
   * @param text both outputs together
   */
  private record Ended(int status, String text) {}

  private static Ended run(Map<String, String> environment, String... command) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(Repository.file(".").toFile())
            .redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Ended(process.waitFor(), text);
  }

  private Ended release(String... arguments) throws Exception {
    String[] command = new String[arguments.length + 2];
    command[0] = ".ci/release";
    command[1] = folder.toAbsolutePath().toString();
    System.arraycopy(arguments, 0, command, 2, arguments.length);
    return run(Map.of(), command);
  }

  @Test
  void aReleaseIsTheJarItsBillOfMaterialsNotesAndChecksums() throws Exception {
    String version = Pom.version();
    Ended release = release("v" + version);
    assertThat(release.status()).as(release.text()).isZero();

    Map<String, String> sums = new TreeMap<>();
    for (String line : Files.readAllLines(folder.resolve("SHA256SUMS"))) {
      sums.put(line.substring(66), line.substring(0, 64));
    }
    assertThat(sums.keySet())
        .containsExactlyInAnyOrder(
            "NOTES.md", "trailhound-" + version + ".cdx.json", "trailhound-" + version + ".jar");
    for (Map.Entry<String, String> sum : sums.entrySet()) {
      assertThat(sha256(folder.resolve(sum.getKey()))).isEqualTo(sum.getValue());
    }
    JsonNode bill =
        new ObjectMapper().readTree(folder.resolve("trailhound-" + version + ".cdx.json").toFile());
    assertThat(bill.get("bomFormat").asText()).isEqualTo("CycloneDX");
    assertThat(bill.at("/metadata/component/version").asText()).isEqualTo(version);
    try (JarFile jar = new JarFile(folder.resolve("trailhound-" + version + ".jar").toFile())) {
      assertThat(jar.getManifest().getMainAttributes().getValue("Implementation-Version"))
          .isEqualTo(version);
    }
    assertThat(Files.readString(folder.resolve("NOTES.md"))).isNotBlank().doesNotContain("\n## ");
  }

  private static String sha256(Path file) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    return HexFormat.of().formatHex(digest);
  }

  @Test
  void aTagOfAnotherVersionIsRefused() throws Exception {
    Ended release = release("v9.9.9");
    assertThat(release.status()).isEqualTo(1);
    assertThat(release.text())
        .contains("the tag is v9.9.9, but the build's version is " + Pom.version());
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void theActionTakesRightRulesWithTheirExamplesAndTellsOfWrongOnes() throws Exception {
    Path sarif = folder.resolve("findings.sarif");
    Ended right = check("testdata/example-rules", sarif);
    assertThat(right.status()).as(right.text()).isZero();
    assertThat(right.text()).contains("All examples hold.");
    assertThat(new ObjectMapper().readTree(sarif.toFile()).get("version").asText())
        .isEqualTo("2.1.0");

    Path rules = Files.createDirectory(folder.resolve("rules"));
    Files.writeString(rules.resolve("wrong.yml"), "title: Wrong\nlogsource: {product: aws}\n");
    Ended wrong = check(rules.toAbsolutePath().toString(), sarif);
    assertThat(wrong.status()).isEqualTo(1);
    assertThat(wrong.text()).contains("wrong.yml").doesNotContain("All examples hold.");
  }

  private static Ended check(String rules, Path sarif) throws Exception {
    return run(
        Map.of("RULES", rules, "SARIF", sarif.toAbsolutePath().toString()),
        List.of("bash", ".github/actions/rules-check/check").toArray(String[]::new));
  }
}
