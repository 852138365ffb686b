package io.trailhound.deploy.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.deploy.Pom;
import io.trailhound.deploy.Repository;
import io.trailhound.deploy.Tool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The Dockerfile's instructions beside the build, the compose file and the Kubernetes manifests.
 */
class DockerfileTest {
  private static final Pattern INSTRUCTION = Pattern.compile("([A-Z]+) (.+)");
  private static final Set<String> USED = Set.of("ARG", "FROM", "RUN", "COPY", "USER");

  private static List<Matcher> instructions;

  @BeforeAll
  static void read() throws IOException {
    instructions = instructions(Repository.text("deploy/docker/Dockerfile"));
  }

  private static List<Matcher> instructions(String dockerfile) {
    String text = dockerfile.replaceAll("(?m)^#.*\n", "").replaceAll("\\s*\\\\\n\\s*", " ");
    List<Matcher> all = text.lines().filter(it -> !it.isBlank()).map(INSTRUCTION::matcher).toList();
    assertThat(all).allMatch(Matcher::matches);
    return all;
  }

  private static List<String> all(String name) {
    return instructions.stream()
        .filter(it -> it.group(1).equals(name))
        .map(it -> it.group(2))
        .toList();
  }

  @Test
  void everyInstructionIsKnownAndAShellReadsWhatIsRun() throws Exception {
    assertThat(problems(Repository.text("deploy/docker/Dockerfile"))).isEmpty();
  }

  @Test
  void aMisspellingIsCaught() throws Exception {
    String right = Repository.text("deploy/docker/Dockerfile");
    assertThat(problems(right.replace("COPY", "COPPY"))).containsExactly("COPPY");
    assertThat(problems(right.replace("&& chown", "&& && chown")))
        .singleElement()
        .asString()
        .contains("yntax error");
  }

  /** Instructions that aren't known, and what a shell says of commands that it can't read. */
  private static List<String> problems(String dockerfile) throws Exception {
    List<String> problems = new ArrayList<>();
    for (Matcher instruction : instructions(dockerfile)) {
      if (!USED.contains(instruction.group(1))) {
        problems.add(instruction.group(1));
      } else if (instruction.group(1).equals("RUN")) {
        Tool.Answer answer = Tool.require("sh").run("-n", "-c", instruction.group(2));
        if (answer.status() != 0) {
          problems.add(answer.text());
        }
      }
    }
    return problems;
  }

  @Test
  void theBaseIsFlinkOfTheBuildByADigestThatSomebodyHasToGive() throws IOException {
    assertThat(all("ARG")).containsExactly("FLINK_DIGEST");
    assertThat(all("FROM"))
        .containsExactly("flink:" + Pom.minorOfFlink(".") + "-java17@${FLINK_DIGEST}");
  }

  @Test
  void theJarIsTheBuildsAndLiesWhereKubernetesLooksForIt() throws IOException {
    assertThat(all("COPY"))
        .containsExactly(
            "--chown=flink:flink job/target/trailhound.jar /opt/flink/usrlib/trailhound.jar");
    assertThat(Repository.text("job/pom.xml"))
        .contains("<outputFile>${project.build.directory}/trailhound.jar</outputFile>");
    assertThat(Repository.text("deploy/docker/Dockerfile.dockerignore"))
        .contains("\n*\n!job/target/trailhound.jar\n");
    assertThat(Repository.text("deploy/kubernetes/base/flinkdeployment.yaml"))
        .contains("jarURI: local:///opt/flink/usrlib/trailhound.jar");
  }

  @Test
  void itRunsAsTheUserThatKubernetesRunsItAs() throws IOException {
    assertThat(instructions.get(instructions.size() - 1).group()).isEqualTo("USER 9999");
    assertThat(Repository.text("deploy/kubernetes/base/flinkdeployment.yaml"))
        .contains("runAsUser: 9999");
  }

  @Test
  void whatItSaysHowToBuildIsTheVersionOfTheBuild() throws IOException {
    assertThat(Repository.text("deploy/docker/Dockerfile"))
        .contains("-t trailhound:" + Pom.version() + " .");
    assertThat(Repository.text("deploy/docker/compose.yaml"))
        .contains("FLINK_DIGEST: ${FLINK_DIGEST:?");
  }
}
