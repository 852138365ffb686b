package io.trailhound.deploy.docker;

import io.trailhound.deploy.Repository;
import io.trailhound.deploy.StrictYaml;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** deploy/docker/compose.yaml, as maps and lists. */
record Compose(Map<String, Object> root) {
  static Compose read() throws IOException {
    return of(Repository.text("deploy/docker/compose.yaml"));
  }

  static Compose of(String yaml) {
    return new Compose(StrictYaml.load(yaml));
  }

  Map<?, ?> services() {
    return (Map<?, ?>) root.get("services");
  }

  Map<?, ?> service(String name) {
    return (Map<?, ?>) services().get(name);
  }

  String image(String service) {
    return (String) service(service).get("image");
  }

  /** Ports of this machine: service to {@code 127.0.0.1:9200:9200} and the like. */
  Map<String, List<String>> ports() {
    Map<String, List<String>> ports = new TreeMap<>();
    services().keySet().stream()
        .map(String::valueOf)
        .filter(it -> service(it).containsKey("ports"))
        .forEach(it -> ports.put(it, strings(service(it).get("ports"))));
    return ports;
  }

  /** What is mounted from this repository: {@code ./grafana.yml:/etc/...:ro}. */
  List<String> mountedFiles() {
    List<String> mounts = new ArrayList<>();
    services().keySet().stream()
        .map(it -> service((String) it).get("volumes"))
        .filter(it -> it != null)
        .forEach(it -> mounts.addAll(strings(it)));
    return mounts.stream().filter(it -> it.startsWith(".")).distinct().toList();
  }

  Map<String, String> environment(String service) {
    return ((Map<?, ?>) service(service).get("environment"))
        .entrySet().stream()
            .collect(Collectors.toMap(it -> (String) it.getKey(), it -> (String) it.getValue()));
  }

  private static List<String> strings(Object list) {
    return ((List<?>) list).stream().map(String::valueOf).toList();
  }
}
