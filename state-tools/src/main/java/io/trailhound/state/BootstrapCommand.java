package io.trailhound.state;

import io.trailhound.job.RocksDbSettings;
import io.trailhound.job.cli.DryRun;
import io.trailhound.job.cli.HeapRoom;
import io.trailhound.job.cli.LocalOutputs;
import io.trailhound.job.cli.LocalSettings;
import io.trailhound.job.config.Arguments;
import io.trailhound.job.config.FilesConfig;
import io.trailhound.job.config.JobConfig;
import io.trailhound.job.config.Settings;
import io.trailhound.job.config.TrailTime;
import io.trailhound.state.archive.ArchiveRun;
import io.trailhound.state.savepoint.NewPlace;
import io.trailhound.state.savepoint.Scratch;
import io.trailhound.state.savepoint.StateException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code state bootstrap}: archived CloudTrail in, a savepoint out from which a job starts as if it
 * had been running all along.
 */
@Command(
    name = "bootstrap",
    description = "Makes a savepoint of archived CloudTrail, so that a new job starts warm.")
final class BootstrapCommand implements Callable<Integer> {
  private static final Set<String> OF_OUTPUTS =
      Set.of(
          "sink",
          "alerts",
          "emit",
          "replay",
          "watch",
          "sqs-queue",
          "alerts-since",
          "silence-after");

  @Option(
      names = "--until",
      paramLabel = "TIME",
      required = true,
      description = "Events from then on are left out: the job reads them. A day or time in UTC.")
  private String until;

  @Mixin private OutOption out;

  @Option(
      names = "--dry-run",
      description =
          "Looks at configuration, rules and files, shows what is set and where each value comes from, and starts nothing.")
  private boolean dryRun;

  @Spec private CommandSpec spec;

  private BootstrapCommand() {}

  /** With the keys of {@code trailhound run} as options. */
  static CommandSpec spec() {
    CommandSpec spec = CommandSpec.forAnnotatedObject(new BootstrapCommand());
    Arguments.declare(spec);
    return spec;
  }

  @Override
  public Integer call() throws Exception {
    NewPlace.requireAbsent(out.folder);
    Settings given = Arguments.settings(spec.commandLine().getParseResult());
    FilesConfig.requireInput(given);
    JobConfig config = JobConfig.of(given);
    if (!config.fromFiles() || config.files().watches()) {
      throw new StateException(
          "a bootstrap reads files that are there, once. Right would be: without --source kafka or kinesis, --watch and --sqs-queue.");
    }
    if (config.kafka().used()) {
      throw new StateException(
          "a bootstrap writes no topics. Right would be: --dead-letters FILE and --late FILE.");
    }
    LocalOutputs.checkLetters(config);
    if (dryRun) {
      dryRun(given, config);
      return ExitCode.OK;
    }
    PrintWriter err = spec.commandLine().getErr();
    try (Scratch disk = Scratch.create()) {
      new ArchiveRun(config, time(), disk.folder(), new HeapRoom()::isFull, err)
          .save(backend -> environment(config, disk, backend), out.folder);
    }
    return ExitCode.OK;
  }

  private static StreamExecutionEnvironment environment(
      JobConfig config, Scratch disk, String backend) {
    int parallelism = config.parallelism().orElseGet(LocalSettings::parallelism);
    Configuration settings = LocalSettings.of(parallelism);
    settings.addAll(disk.settings());
    settings.setString("state.backend.type", backend);
    // Kept in memory, a savepoint fails when an operator's state is larger than 5 MB.
    settings.setString("execution.checkpointing.storage", "filesystem");
    settings.setString("execution.checkpointing.dir", "file:" + disk.folder());
    settings.setString("restart-strategy.type", "none");
    settings.setString("pipeline.object-reuse", "true");
    settings.setString("pipeline.generic-types", "false");
    settings.setString("taskmanager.memory.managed.size", "256m");
    settings.addAll(RocksDbSettings.besides(settings));
    return StreamExecutionEnvironment.createLocalEnvironment(parallelism, settings);
  }

  private void dryRun(Settings given, JobConfig config) {
    Optional<FilesConfig> archive = Optional.of(config.files().until(time()));
    new DryRun(given, config, new TreeMap<>(Map.of("until", until, "out", out.folder)))
        .without(OF_OUTPUTS)
        .look(archive)
        .tell(spec.commandLine().getOut());
  }

  private Instant time() {
    try {
      return TrailTime.from(until);
    } catch (IllegalArgumentException e) {
      throw new StateException(
          "until: '%s' is no time. Right would be: a day or time, such as 2026-01-31 or 2026-01-31T12:00:00Z."
              .formatted(until));
    }
  }
}
