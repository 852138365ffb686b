package io.trailhound.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.trailhound.model.Alert;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.sigma.RuleLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The vectors with a second rule beside each stateful one that ships, which suppresses. */
class SuppressedKindsTest {
  private static final Path SHIPPED = Path.of("src/main/resources/rules");
  private static final String QUIET = "quiet_";

  @TempDir private Path folder;

  private RuleBook rules() throws IOException {
    for (Rule rule : JobRun.RULES.rules()) {
      if (!(rule instanceof Rule.Match)) {
        String[] documents =
            Files.readString(SHIPPED.resolve(rule.name() + ".yml")).split("(?m)^---$");
        String quiet =
            documents[documents.length - 1]
                .replaceFirst("(?m)^id: .*$", "")
                .replaceFirst("(?m)^name: ", "name: " + QUIET);
        Files.writeString(folder.resolve(rule.name() + ".yml"), quiet + "\nsuppress: {for: 12h}\n");
      }
    }
    return RuleLoader.load(null, List.of(folder));
  }

  private JobRun run(int parallelism, String stateBackend) throws Exception {
    return JobRun.of(
        TestSources.files(Vectors.EVENTS), parallelism, JobRun.settings(stateBackend), rules());
  }

  @Test
  void eachKindsAlertsAreSentOrCountedOnce() throws Exception {
    JobRun run = run(2, "hashmap");
    assertThat(run.leftEarly()).isEmpty();
    int all = 0;
    int sent = 0;
    for (Rule rule : JobRun.RULES.rules()) {
      if (rule instanceof Rule.Match) {
        continue;
      }
      Set<String> ids = new TreeSet<>();
      run.finals().stream().filter(it -> it.rule.equals(rule.name())).forEach(it -> ids.add(it.id));
      List<Alert> quiet =
          run.finals().stream().filter(it -> it.rule.equals(QUIET + rule.name())).toList();
      assertThat(quiet).as(rule.name()).isNotEmpty().allMatch(it -> it.suppressed != null);
      assertThat(quiet).extracting(it -> it.id).doesNotHaveDuplicates();
      assertThat(quiet.stream().mapToLong(it -> 1 + it.suppressed.number).sum())
          .as(rule.name())
          .isEqualTo(ids.size());
      all += ids.size();
      sent += quiet.size();
    }
    assertThat(sent).isLessThan(all);
  }

  @Test
  void theyAreTheSameHoweverTheyAreFound() throws Exception {
    assertThat(quiet(run(3, "rocksdb"))).isNotEmpty().isEqualTo(quiet(run(1, "hashmap")));
  }

  private static Set<Tuple> quiet(JobRun run) {
    return run.finals().stream()
        .filter(alert -> alert.rule.startsWith(QUIET))
        .map(it -> tuple(it.id, it.time, it.message, it.suppressed.number, it.eventIds, it.ips))
        .collect(Collectors.toSet());
  }
}
