package io.trailhound.e2e;

import io.trailhound.local.LocalProcess;
import io.trailhound.local.Patience;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** What goes wrong, in a random order and at random moments of the traffic. */
final class Mishaps {
  private static final int TASK_MANAGER_KILLS = 3;

  /** So many of all that can happen do in one round. */
  private static final int A_ROUND = 3;

  private static final int SECONDS_BEFORE = 4;
  private static final int SECONDS_DOWN = 10;

  private interface Action {
    void run() throws Exception;
  }

  private record Mishap(String name, Action action) {}

  private final Rig rig;
  private final Traffic traffic;
  private final Random random;
  private final List<Mishap> all = new ArrayList<>();

  Mishaps(Rig rig, Traffic traffic, Random random) {
    this.rig = rig;
    this.traffic = traffic;
    this.random = random;
    all.addAll(
        Collections.nCopies(
            TASK_MANAGER_KILLS, new Mishap("a TaskManager is killed", this::killTaskManager)));
    all.add(new Mishap("the JobManager is killed", this::killJobManager));
    all.add(new Mishap("jobs stop with savepoint and resume with more or fewer", this::rescale));
    all.add(new Mishap("the broker restarts", this::restartBroker));
    all.add(new Mishap("Elasticsearch is down for a while", this::stopElasticsearch));
    all.add(new Mishap("a partition brings nothing for a while", this::pausePartition));
    if (Files.isExecutable(Path.of("/usr/bin/prlimit"))) { // Linux
      all.add(new Mishap("the disk of a TaskManager is full for a while", this::fillDisk));
    }
    Collections.shuffle(all, random);
    all.subList(A_ROUND, all.size()).clear();
  }

  /**
   * One after another, each between two parts of the vectors; some come when the jobs have not got
   * over the one before.
   */
  void happen() throws Exception {
    for (int i = 0; i < all.size(); i++) {
      traffic.sendUpTo((i + 1.0) / (all.size() + 1));
      awaitTraffic(random.nextInt(SECONDS_BEFORE * Traffic.RATE));
      System.out.printf("after %,d records: %s%n", traffic.sent(), all.get(i).name());
      all.get(i).action().run();
      if (random.nextBoolean()) {
        awaitJobs();
      }
      awaitTraffic();
    }
    awaitJobs();
  }

  private void awaitJobs() {
    rig.jobs.forEach(Job::awaitRunning);
  }

  private void awaitTraffic(int records) {
    long moment = traffic.sent() + records;
    Patience.await("traffic", traffic::sent, it -> it >= moment);
  }

  private void awaitTraffic() {
    Patience.await("traffic", traffic::isThere, it -> it, traffic::sent);
  }

  private LocalProcess someTaskManager() {
    List<LocalProcess> taskManagers = rig.flink.taskManagers();
    return taskManagers.get(random.nextInt(taskManagers.size()));
  }

  private void killTaskManager() {
    LocalProcess one = someTaskManager();
    one.kill();
    one.start();
  }

  /** To the process it looks like one: it writes no byte more to any file. */
  private void fillDisk() throws Exception {
    LocalProcess one = someTaskManager();
    limitFiles(one, "0");
    awaitTraffic(SECONDS_DOWN * Traffic.RATE);
    if (one.runs()) {
      limitFiles(one, "unlimited");
    } else {
      one.start();
    }
  }

  private static void limitFiles(LocalProcess process, String bytes) throws Exception {
    ProcessHandle first = process.process().orElseThrow();
    for (ProcessHandle one : Stream.concat(Stream.of(first), first.descendants()).toList()) {
      new ProcessBuilder("prlimit", "--pid", String.valueOf(one.pid()), "--fsize=" + bytes + ":")
          .inheritIO()
          .start()
          .waitFor();
    }
  }

  private void pausePartition() {
    traffic.pause(random.nextInt(Traffic.PARTITIONS));
    traffic.sendUpTo(traffic.share() + 0.5 / (all.size() + 1));
    awaitTraffic(SECONDS_DOWN * Traffic.RATE);
    traffic.resume();
  }

  /** Without high availability its jobs are gone: whoever runs them submits them again. */
  private void killJobManager() throws Exception {
    awaitJobs();
    rig.flink.jobManager().kill();
    rig.flink.jobManager().start();
    Patience.await("slots", () -> rig.flink.rest().freeSlots(), it -> it == rig.slots());
    for (Job job : rig.jobs) {
      job.resumeFromNewestCheckpoint();
    }
  }

  private void rescale() throws Exception {
    awaitJobs();
    for (Job job : rig.jobs) {
      job.stopAndRescale();
    }
  }

  /** While alerts come: until some were sent in vain, and then for as long as it takes to start. */
  private void stopElasticsearch() throws IOException {
    awaitJobs();
    long before = sentInVain();
    rig.search.process().stop();
    traffic.sendUpTo(traffic.share() + 0.5 / (all.size() + 1));
    awaitTraffic(SECONDS_DOWN * Traffic.RATE);
    Patience.await("alerts that are sent in vain", this::sentInVain, it -> it > before);
    rig.search.process().start();
  }

  /** How often the logs tell of it: a metric is gone with its TaskManager. */
  private long sentInVain() throws IOException {
    long told = 0;
    for (LocalProcess taskManager : rig.flink.taskManagers()) {
      try (Stream<String> lines = Files.lines(taskManager.log(), StandardCharsets.ISO_8859_1)) {
        told += lines.filter(it -> it.contains("not taken by the server")).count();
      }
    }
    return told;
  }

  private void restartBroker() {
    rig.kafka.process().stop();
    rig.kafka.process().start();
  }
}
