package io.trailhound.deploy.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.deploy.Repository;
import io.trailhound.deploy.StrictYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** GitHub's workflows and the action: what they run is here, and nothing gets into a command. */
class WorkflowsTest {
  static final List<String> FILES =
      List.of(
          ".github/workflows/build.yml",
          ".github/workflows/release.yml",
          ".github/actions/rules-check/action.yml");

  private static final String ACTION = ".github/actions/rules-check/";

  /** Keys of a step, by GitHub's reference. */
  private static final Set<String> STEP =
      Set.of("name", "id", "if", "uses", "with", "run", "env", "shell", "working-directory");

  private static final Pattern PINNED = Pattern.compile("[\\w-]+/[\\w/-]+@(v\\d+|[0-9a-f]{40})");
  private static final Pattern OURS = Pattern.compile("(?<![\\w$./])(\\.ci/[\\w-]+)");
  private static final Pattern INPUT = Pattern.compile("\\$\\{\\{ inputs\\.([\\w-]+) }}");

  @ParameterizedTest
  @FieldSource("FILES")
  void everyStepIsOneThatGitHubKnows(String file) throws IOException {
    List<Map<?, ?>> steps = steps(read(file));
    assertThat(steps).isNotEmpty();
    for (Map<?, ?> step : steps) {
      assertThat(step.keySet().stream().map(String::valueOf)).isSubsetOf(STEP);
      assertThat(step.containsKey("uses")).isNotEqualTo(step.containsKey("run"));
      if (step.containsKey("uses")) {
        assertThat((String) step.get("uses")).matches(PINNED);
      }
    }
  }

  @ParameterizedTest
  @FieldSource("FILES")
  void noTextFromOutsideBecomesPartOfACommand(String file) throws IOException {
    assertThat(steps(read(file)))
        .filteredOn(step -> step.containsKey("run"))
        .noneMatch(step -> ((String) step.get("run")).contains("${{"));
  }

  @ParameterizedTest
  @FieldSource("FILES")
  void whatTheyRunOfThisRepositoryIsThere(String file) throws IOException {
    OURS.matcher(Repository.text(file))
        .results()
        .forEach(
            it ->
                assertThat(
                        Files.isExecutable(Repository.file(it.group(1)))
                            || it.group(1).equals(".ci/run"))
                    .isTrue());
  }

  @Test
  void workflowsMayDoOnlyWhatTheyNeed() throws IOException {
    assertThat(read(FILES.get(0)).get("permissions")).isEqualTo(Map.of("contents", "read"));
    assertThat(read(FILES.get(1)).get("permissions")).isEqualTo(Map.of("contents", "write"));
  }

  @Test
  void everyInputOfTheActionReachesItsScript() throws IOException {
    Map<?, ?> action = read(ACTION + "action.yml");
    Set<String> declared = new TreeSet<>();
    ((Map<?, ?>) action.get("inputs")).keySet().forEach(it -> declared.add((String) it));
    Set<String> handed = new TreeSet<>();
    String script = Repository.text(ACTION + "check");
    for (Map<?, ?> step : steps(action)) {
      if (step.get("env") instanceof Map<?, ?> env) {
        env.forEach(
            (name, value) -> {
              INPUT.matcher((String) value).results().forEach(it -> handed.add(it.group(1)));
              assertThat(script).containsPattern("\\$\\{?" + name + "\\b");
            });
      }
    }
    assertThat(handed).isEqualTo(declared);
  }

  private static List<Map<?, ?>> steps(Map<?, ?> file) {
    Object runs = file.get("runs");
    if (runs == null) {
      runs = ((Map<?, ?>) file.get("jobs")).values().iterator().next();
    }
    return ((List<?>) ((Map<?, ?>) runs).get("steps"))
        .stream().<Map<?, ?>>map(it -> (Map<?, ?>) it).toList();
  }

  private static Map<?, ?> read(String file) throws IOException {
    return StrictYaml.load(Repository.text(file));
  }
}
