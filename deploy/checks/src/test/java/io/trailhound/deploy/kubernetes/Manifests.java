package io.trailhound.deploy.kubernetes;

import io.trailhound.deploy.StrictYaml;
import io.trailhound.deploy.Tool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What kustomize makes of a folder in deploy/kubernetes: resources, as maps and lists. */
record Manifests(List<Map<?, ?>> all) {
  static Manifests render(String folder) throws IOException, InterruptedException {
    Tool.Answer answer = Tool.require("kubectl").run("kustomize", "deploy/kubernetes/" + folder);
    if (answer.status() != 0) {
      throw new AssertionError(answer.text());
    }
    return of(answer.text());
  }

  /** Keys that stand twice are an error. */
  static Manifests of(String yaml) {
    List<Map<?, ?>> all = new ArrayList<>();
    StrictYaml.loadAll(yaml).forEach(it -> all.add((Map<?, ?>) it));
    return new Manifests(all);
  }

  Map<?, ?> only(String kind) {
    List<Map<?, ?>> found = all.stream().filter(it -> kind.equals(it.get("kind"))).toList();
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " resources of kind " + kind);
    }
    return found.get(0);
  }

  /** What lies at a path of keys and of numbers in lists: {@code spec/job/args/1}. */
  static Object at(Object value, String path) {
    Object here = value;
    for (String step : path.split("/")) {
      here =
          here instanceof List<?> list
              ? list.get(Integer.parseInt(step))
              : ((Map<?, ?>) here).get(step);
    }
    return here;
  }
}
