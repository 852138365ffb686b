package io.trailhound.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.StreamSupport;

/** What a JobManager answers about its cluster and jobs. */
public final class FlinkRest {
  private static final Duration STOPPED_WITHIN = Duration.ofMinutes(2);

  private final String url;

  FlinkRest(int port) {
    this.url = "http://" + Ports.HOST + ":" + port;
  }

  public String url() {
    return url;
  }

  public boolean answers() {
    return Http.status(url + "/overview") == 200;
  }

  public List<String> taskManagers() {
    return StreamSupport.stream(get("/taskmanagers").get("taskmanagers").spliterator(), false)
        .map(it -> it.get("id").asText())
        .toList();
  }

  public int freeSlots() {
    return get("/overview").get("slots-available").asInt();
  }

  /** The ids of the jobs that have not ended. */
  public List<String> runningJobs() {
    return StreamSupport.stream(get("/jobs/overview").get("jobs").spliterator(), false)
        .filter(it -> it.get("end-time").asLong() < 0)
        .map(it -> it.get("jid").asText())
        .toList();
  }

  /** {@code RUNNING}, {@code FINISHED}, {@code RESTARTING} and so on. */
  public String state(String job) {
    return get("/jobs/" + job).get("state").asText();
  }

  /** Whether every task of the job runs, which the job's own state doesn't say. */
  public boolean allTasksRun(String job) {
    JsonNode answer = get("/jobs/" + job);
    return "RUNNING".equals(answer.get("state").asText())
        && StreamSupport.stream(answer.get("vertices").spliterator(), false)
            .allMatch(it -> it.at("/tasks/RUNNING").asInt() == it.get("parallelism").asInt());
  }

  /** The number of checkpoints that were completed since the job was submitted. */
  public int completedCheckpoints(String job) {
    return get("/jobs/" + job + "/checkpoints").at("/counts/completed").asInt();
  }

  public int restarts(String job) {
    JsonNode answer = get("/jobs/" + job + "/metrics?get=numRestarts");
    return answer.isEmpty() ? 0 : answer.get(0).get("value").asInt();
  }

  public void cancel(String job) {
    Http.json("PATCH", url + "/jobs/" + job + "?mode=cancel", null);
  }

  /** Stops the job with a canonical savepoint and returns where that is. */
  public String stop(String job) {
    String body = "{\"formatType\":\"CANONICAL\",\"drain\":false}";
    String request =
        Http.json("POST", url + "/jobs/" + job + "/stop", body).get("request-id").asText();
    Instant deadline = Instant.now().plus(STOPPED_WITHIN);
    JsonNode answer = get("/jobs/" + job + "/savepoints/" + request);
    while (!"COMPLETED".equals(answer.at("/status/id").asText())) {
      if (Instant.now().isAfter(deadline)) {
        throw new LocalException(
            "job %s did not stop; the page %s tells more.".formatted(job, url));
      }
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      answer = get("/jobs/" + job + "/savepoints/" + request);
    }
    JsonNode failure = answer.at("/operation/failure-cause");
    if (failure.isObject()) {
      throw new LocalException(
          "job %s has no savepoint: %s".formatted(job, failure.path("stack-trace").asText()));
    }
    return answer.at("/operation/location").asText();
  }

  /** The answer to any question: a path of Flink's REST interface comes in. */
  public JsonNode get(String path) {
    return Http.json("GET", url + path, null);
  }
}
