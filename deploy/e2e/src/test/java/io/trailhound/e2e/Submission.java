package io.trailhound.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.local.FlinkCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The two ways to a cluster: where the job's state is comes in, if anywhere; a job id goes out. */
enum Submission {
  FLINK_RUN {
    @Override
    String submit(
        FlinkCluster cluster, int parallelism, Optional<String> state, List<String> arguments) {
      List<String> options = new ArrayList<>(List.of("-p", String.valueOf(parallelism)));
      state.ifPresent(it -> options.addAll(List.of("-s", it)));
      return cluster.submit(Launcher.JOB, options, arguments);
    }
  },

  RUN_CLUSTER {
    @Override
    String submit(
        FlinkCluster cluster, int parallelism, Optional<String> state, List<String> arguments)
        throws Exception {
      List<String> command =
          new ArrayList<>(
              List.of("run", "--cluster=" + cluster.rest().url(), "--parallelism=" + parallelism));
      state.ifPresent(it -> command.add("-Dexecution.state-recovery.path=" + it));
      command.addAll(arguments);
      String said = Launcher.run(command).done().out();
      Matcher submitted = SUBMITTED.matcher(said);
      assertThat(submitted.find()).as(said).isTrue();
      return submitted.group(1);
    }
  };

  private static final Pattern SUBMITTED = Pattern.compile("Submitted as job ([0-9a-f]{32})");

  abstract String submit(
      FlinkCluster cluster, int parallelism, Optional<String> state, List<String> arguments)
      throws Exception;
}
