package io.trailhound.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.client.program.StreamContextEnvironment;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.core.execution.DefaultExecutorServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job's main on a cluster that, like Managed Flink, takes no settings from programs. */
class ManagedClusterTest {
  @TempDir Path folder;

  @AfterEach
  void leave() {
    StreamContextEnvironment.unsetAsContext();
  }

  @Test
  void startsWithPropertyGroupsWhereProgramsMayConfigureNothing() throws Exception {
    Configuration cluster = JobRun.settings("hashmap");
    cluster.set(DeploymentOptions.TARGET, "local");
    cluster.set(DeploymentOptions.ATTACHED, true);
    cluster.setString("io.tmp.dirs", folder.toString());
    cluster.setString("web.tmpdir", folder.toString());
    cluster.set(DeploymentOptions.PROGRAM_CONFIG_ENABLED, false);
    StreamContextEnvironment.setAsContext(
        new DefaultExecutorServiceLoader(), cluster, getClass().getClassLoader(), true, true);
    Path alerts = folder.resolve("alerts.ndjson");
    Path groups =
        Files.writeString(
            folder.resolve("application_properties.json"),
            """
            [{"PropertyGroupId": "trailhound", "PropertyMap":
              {"input": "%s", "alerts": "%s", "asn-db": "%s", "emit": "final"}}]
            """
                .formatted(Vectors.EVENTS, alerts, Vectors.ASN_DB));

    TrailhoundJob.main(new String[] {"--config", groups.toString()});

    assertThat(Files.readAllLines(alerts)).hasSize(Vectors.expected().size());
  }
}
