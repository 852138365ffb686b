package io.trailhound.e2e;

import io.trailhound.local.FlinkCluster;
import io.trailhound.local.FlinkRest;
import io.trailhound.local.LocalProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** A cluster comes in; out goes what its web page and logs show of it and of its jobs. */
final class Shown {
  private Shown() {}

  static List<String> by(FlinkCluster cluster) throws IOException {
    FlinkRest rest = cluster.rest();
    List<String> paths = new ArrayList<>(List.of("/jobmanager/config", "/jobmanager/environment"));
    for (String job : rest.runningJobs()) {
      for (String about : List.of("", "/config", "/plan", "/jobmanager/config", "/exceptions")) {
        paths.add("/jobs/" + job + about);
      }
    }
    List<String> shown = new ArrayList<>();
    paths.forEach(path -> shown.add(rest.get(path).toString()));
    shown.add(log(cluster.jobManager()));
    for (LocalProcess taskManager : cluster.taskManagers()) {
      shown.add(log(taskManager));
    }
    return shown;
  }

  private static String log(LocalProcess process) throws IOException {
    return new String(Files.readAllBytes(process.log()), StandardCharsets.ISO_8859_1);
  }
}
