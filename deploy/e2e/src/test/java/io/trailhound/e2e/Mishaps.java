package io.trailhound.e2e;

import io.trailhound.local.LocalProcess;
import io.trailhound.local.Patience;
import io.trailhound.metrics.Metrics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** What goes wrong, in a random order and at random moments of the traffic. */
final class Mishaps {
  private static final int TASK_MANAGER_KILLS = 5;
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
    Collections.shuffle(all, random);
  }

  /** One after another, each between two parts of the vectors. */
  void happen() throws Exception {
    for (int i = 0; i < all.size(); i++) {
      traffic.sendUpTo((i + 1.0) / (all.size() + 1));
      awaitTraffic(random.nextInt(SECONDS_BEFORE * Traffic.RATE));
      System.out.printf("after %,d records: %s%n", traffic.sent(), all.get(i).name());
      all.get(i).action().run();
      rig.jobs.forEach(Job::awaitRunning);
      awaitTraffic();
    }
  }

  private void awaitTraffic(int records) {
    long moment = traffic.sent() + records;
    Patience.await("traffic", traffic::sent, it -> it >= moment);
  }

  private void awaitTraffic() {
    Patience.await("traffic", traffic::isThere, it -> it, traffic::sent);
  }

  private void killTaskManager() {
    List<LocalProcess> taskManagers = rig.flink.taskManagers();
    LocalProcess one = taskManagers.get(random.nextInt(taskManagers.size()));
    one.kill();
    one.start();
  }

  /** Without high availability its jobs are gone: whoever runs them submits them again. */
  private void killJobManager() throws Exception {
    rig.flink.jobManager().kill();
    rig.flink.jobManager().start();
    Patience.await("slots", () -> rig.flink.rest().freeSlots(), it -> it == rig.slots());
    for (Job job : rig.jobs) {
      job.resumeFromNewestCheckpoint();
    }
  }

  private void rescale() throws Exception {
    for (Job job : rig.jobs) {
      job.stopAndRescale();
    }
  }

  /** While alerts come: until some were sent in vain, and then for as long as it takes to start. */
  private void stopElasticsearch() {
    Job searched = rig.jobs.get(rig.jobs.size() - 1);
    long before = searched.counted(Metrics.SINK_RETRIES);
    rig.search.process().stop();
    traffic.sendUpTo(traffic.share() + 0.5 / (all.size() + 1));
    awaitTraffic(SECONDS_DOWN * Traffic.RATE);
    Patience.await("retries", () -> searched.counted(Metrics.SINK_RETRIES), it -> it > before);
    rig.search.process().start();
  }

  private void restartBroker() {
    rig.kafka.process().stop();
    rig.kafka.process().start();
  }
}
