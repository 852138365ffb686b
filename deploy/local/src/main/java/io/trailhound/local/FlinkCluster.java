package io.trailhound.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One JobManager and its TaskManagers as processes: a folder and a layout come in, a session
 * cluster goes out. Checkpoints and savepoints lie in the folder; a job that went down with its
 * JobManager is submitted again from {@link #newestCheckpoint}.
 */
public final class FlinkCluster implements AutoCloseable {
  private static final Pattern SUBMITTED = Pattern.compile("JobID ([0-9a-f]{32})");

  private final Path folder;
  private final FlinkJvm jvm;
  private final FlinkRest rest;
  private final LocalProcess jobManager;
  private final List<LocalProcess> taskManagers;

  public FlinkCluster(Path folder, FlinkLayout layout) {
    this(folder, layout, Installation.flinkPlugins());
  }

  private FlinkCluster(Path folder, FlinkLayout layout, Path plugins) {
    this.folder = folder.toAbsolutePath();
    Path conf = this.folder.resolve("conf");
    this.jvm = new FlinkJvm(conf, layout.settings(), plugins);
    this.rest = new FlinkRest(layout.restPort());
    this.jobManager =
        new LocalProcess(
            "jobmanager", this.folder, new FlinkJobManager(this.folder, layout, jvm, rest));
    this.taskManagers =
        IntStream.rangeClosed(1, layout.taskManagers())
            .mapToObj(
                it ->
                    new LocalProcess(
                        "taskmanager-" + it,
                        this.folder,
                        new FlinkTaskManager(this.folder, layout, jvm, rest, it)))
            .toList();
  }

  /** For tests: up, and gone with this JVM at the latest; one that doesn't get up is ended. */
  public static FlinkCluster start(Path folder, FlinkLayout layout) {
    return started(new FlinkCluster(folder, layout));
  }

  /** The same, reading S3 as Amazon's Managed Flink does. */
  public static FlinkCluster startLikeManagedFlink(Path folder, FlinkLayout layout) {
    return started(new FlinkCluster(folder, layout, Installation.managedFlinkPlugins()));
  }

  private static FlinkCluster started(FlinkCluster cluster) {
    cluster.processes().forEach(LocalProcess::endWithThisJvm);
    try {
      cluster.jobManager.begin();
      cluster.taskManagers.forEach(LocalProcess::begin);
      cluster.jobManager.awaitUp();
      cluster.taskManagers.forEach(LocalProcess::awaitUp);
      return cluster;
    } catch (LocalException e) {
      cluster.close();
      throw e;
    }
  }

  public FlinkRest rest() {
    return rest;
  }

  public LocalProcess jobManager() {
    return jobManager;
  }

  public List<LocalProcess> taskManagers() {
    return taskManagers;
  }

  /**
   * {@code flink run -d}: options of Flink ({@code -p 2}, {@code -s SAVEPOINT}, {@code
   * -Dkey=value}) and the job's arguments come in, the id of the job goes out.
   */
  public String submit(Path jar, List<String> options, List<String> arguments) {
    List<String> command = new ArrayList<>(jvm.client());
    command.addAll(List.of("run", "-d"));
    command.addAll(options);
    command.add(jar.toString());
    command.addAll(arguments);
    try {
      String output = Commands.run("submitting " + jar, command);
      Matcher submitted = SUBMITTED.matcher(output);
      if (!submitted.find()) {
        throw new LocalException("submitting " + jar + ": no job id in\n" + output);
      }
      return submitted.group(1);
    } catch (IOException e) {
      throw new LocalException("submitting " + jar + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalException("interrupted", e);
    }
  }

  /** The newest complete checkpoint of a job, as what {@code -s} takes. */
  public Optional<String> newestCheckpoint(String job) {
    try (Stream<Path> checkpoints = Files.list(folder.resolve("checkpoints").resolve(job))) {
      return checkpoints
          .filter(it -> Files.exists(it.resolve("_metadata")))
          .max(Comparator.comparing(FlinkCluster::number))
          .map(it -> "file:" + it);
    } catch (IOException none) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    processes().forEach(LocalProcess::close);
  }

  private List<LocalProcess> processes() {
    return Stream.concat(taskManagers.stream(), Stream.of(jobManager)).toList();
  }

  private static int number(Path checkpoint) {
    return Integer.parseInt(checkpoint.getFileName().toString().substring("chk-".length()));
  }
}
