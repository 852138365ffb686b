package io.trailhound.job.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trailhound.job.config.JobConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.runtime.util.EnvironmentInformation;

/**
 * What a cluster says of itself before it gets a job: its address comes in; room, version and the
 * settings that it has for jobs go out.
 */
record ClusterOverview(
    int freeSlots, int taskManagers, String flinkVersion, Map<String, String> settings) {
  private static final String HIDDEN = "******";
  private static final String PARALLELISM = "parallelism.default";

  /** Flink takes these from where a job is submitted, and here only the cluster knows them. */
  private static final List<String> FOR_JOBS =
      List.of("execution.checkpointing.", "state.", "restart-strategy.", "pipeline.", PARALLELISM);

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  static ClusterOverview of(ClusterAddress address) {
    JsonNode overview = get(address, "/overview");
    if (!overview.has("slots-available")) {
      throw silent(address, null);
    }
    return new ClusterOverview(
        overview.get("slots-available").asInt(),
        overview.get("taskmanagers").asInt(),
        overview.path("flink-version").asText(),
        forJobs(get(address, "/jobmanager/config")));
  }

  int parallelism(JobConfig config) {
    return config
        .parallelism()
        .orElseGet(() -> Integer.parseInt(settings.getOrDefault(PARALLELISM, "1")));
  }

  /** Refuses what would wait for minutes, or fail in words of Flink's own. */
  void require(ClusterAddress address, JobConfig config) {
    String own = EnvironmentInformation.getVersion();
    if (!minor(flinkVersion).equals(minor(own))) {
      throw new ClusterException(
          "the cluster at %s is Flink %s, the job is built for %s. Right would be: a cluster of that version."
              .formatted(address.url(), flinkVersion, own));
    }
    int wanted = parallelism(config);
    if (freeSlots < wanted) {
      throw new ClusterException(
          String.format(
              Locale.ROOT,
              "the cluster at %s has %d free slots on %d TaskManagers, and the job wants %d. Right would be: to end another job, more slots, or --parallelism N.",
              address.url(),
              freeSlots,
              taskManagers,
              wanted));
    }
  }

  private static String minor(String version) {
    return version.replaceFirst("^(\\d+\\.\\d+).*", "$1");
  }

  private static Map<String, String> forJobs(JsonNode settings) {
    Map<String, String> forJobs = new TreeMap<>();
    for (JsonNode setting : settings) {
      String key = setting.path("key").asText();
      String value = setting.path("value").asText();
      if (FOR_JOBS.stream().anyMatch(key::startsWith) && !value.equals(HIDDEN)) {
        forJobs.put(key, value);
      }
    }
    return forJobs;
  }

  private static JsonNode get(ClusterAddress address, String path) {
    HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(address.url() + path)).timeout(PATIENCE).build();
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      return JSON.readTree(response.body());
    } catch (IOException | IllegalArgumentException e) {
      throw silent(address, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw silent(address, e);
    }
  }

  private static ClusterException silent(ClusterAddress address, Exception cause) {
    String right =
        address.localStack()
            ? "./trailhound stack up, first, or --cluster HOST:PORT"
            : "--cluster HOST:PORT, of the JobManager's REST interface";
    return new ClusterException(
        "no Flink cluster answers at %s. Right would be: %s.".formatted(address.url(), right),
        cause);
  }
}
