package io.trailhound.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The JobManager of a session cluster; writes the cluster's configuration. */
record FlinkJobManager(Path folder, FlinkLayout layout, FlinkJvm jvm, FlinkRest rest)
    implements Program {
  @Override
  public List<String> command() throws IOException, InterruptedException {
    FlinkConfig.write(folder.resolve("conf"), folder, layout);
    List<String> options = new ArrayList<>();
    options.addAll(List.of("-D", "web.upload.dir=" + folder.resolve("jars")));
    if (layout.prometheusPort() > 0) {
      options.addAll(List.of("-D", "metrics.reporter.prom.port=" + layout.prometheusPort()));
    }
    return jvm.jobManager(options);
  }

  @Override
  public boolean answers() {
    return rest.answers();
  }
}
