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
      List<String> all = new ArrayList<>(arguments);
      state.ifPresent(it -> all.add("-Dexecution.state-recovery.path=" + it));
      return job(run(cluster, parallelism, all));
    }
  };

  private static final Pattern SUBMITTED = Pattern.compile("Submitted as job ([0-9a-f]{32})");

  abstract String submit(
      FlinkCluster cluster, int parallelism, Optional<String> state, List<String> arguments)
      throws Exception;

  static Launcher run(FlinkCluster cluster, int parallelism, List<String> arguments)
      throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of("run", "--cluster=" + cluster.rest().url(), "--parallelism=" + parallelism));
    command.addAll(arguments);
    return Launcher.run(command).done();
  }

  /** The id of the job that {@link #run} handed in. */
  static String job(Launcher run) {
    Matcher submitted = SUBMITTED.matcher(run.out());
    assertThat(submitted.find()).as(run.out()).isTrue();
    return submitted.group(1);
  }
}
