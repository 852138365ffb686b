package io.trailhound.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

/** What a JobManager answers about its cluster and jobs. */
public final class FlinkRest {
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

  /** What moves as long as a job gets on: the states of its tasks, and what they've read. */
  public List<String> progress(String job) {
    return StreamSupport.stream(get("/jobs/" + job).get("vertices").spliterator(), false)
        .map(it -> it.get("tasks") + " " + it.at("/metrics/read-records"))
        .toList();
  }

  /** The number of checkpoints that were completed since the job was submitted. */
  public int completedCheckpoints(String job) {
    return get("/jobs/" + job + "/checkpoints").at("/counts/completed").asInt();
  }

  /**
   * Makes a checkpoint and waits for it.
   *
   * @throws LocalException when it failed, as one does whose tasks don't all run
   */
  public void checkpoint(String job) {
    String checkpoints = "/jobs/" + job + "/checkpoints";
    String body = "{\"checkpointType\":\"CONFIGURED\"}";
    String request = Http.json("POST", url + checkpoints, body).get("request-id").asText();
    JsonNode answer =
        Patience.await(
            "a checkpoint of job " + job,
            () -> get(checkpoints + "/" + request),
            it -> "COMPLETED".equals(it.at("/status/id").asText()),
            () -> get(checkpoints));
    JsonNode failure = answer.at("/operation/failureCause");
    if (failure.isObject()) {
      throw new LocalException("job %s has no checkpoint: %s".formatted(job, failure));
    }
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
    String savepoint = "/jobs/" + job + "/savepoints/" + request;
    // A look that fails would be looked at again, but a JobManager that's gone has ended it.
    Patience.await(
        "job %s stops; the page %s tells more".formatted(job, url),
        () -> job,
        it -> "COMPLETED".equals(get(savepoint).at("/status/id").asText()),
        () -> List.of(state(job), get("/jobs/" + job + "/checkpoints")));
    JsonNode answer = get(savepoint);
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
