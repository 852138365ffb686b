package io.trailhound.deploy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.deploy.FlinkOptions;
import io.trailhound.deploy.Pom;
import io.trailhound.deploy.Repository;
import io.trailhound.job.config.Arguments;
import io.trailhound.job.config.JobConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a cluster gets from deploy/kubernetes, by the operator's schema and the job's own words. */
class KubernetesTest {
  private static final String SECRETS = "/opt/trailhound/secrets/";

  @TempDir Path folder;

  private ResourceDefinition definition;

  @BeforeEach
  void load() throws IOException {
    definition = ResourceDefinition.load();
  }

  @ParameterizedTest
  @ValueSource(strings = {"base", "production"})
  void theOperatorTakesIt(String name) throws Exception {
    Manifests manifests = Manifests.render(name);
    assertThat(manifests.all()).hasSize(3);
    assertThat(definition.problems(manifests.only("FlinkDeployment"))).isEmpty();
  }

  @Test
  void aMisspellingIsCaught() throws IOException {
    String right = Repository.text("deploy/kubernetes/base/flinkdeployment.yaml");
    assertThat(problems(right)).isEmpty();
    assertThat(problems(right.replace("upgradeMode", "upgrademode")))
        .singleElement()
        .asString()
        .contains("'upgrademode'");
    assertThat(problems(right.replace("upgradeMode: savepoint", "upgradeMode: savepiont")))
        .singleElement()
        .asString()
        .contains("upgradeMode");
    assertThat(problems(right.replace("runAsNonRoot: true", "runAsNonroot: true")))
        .singleElement()
        .asString()
        .contains("'runAsNonroot'");
    assertThat(problems(right.replace("v2_2", "v2.2"))).hasSize(1);
  }

  private List<String> problems(String yaml) {
    return definition.problems(Manifests.of(yaml).only("FlinkDeployment"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"base", "production"})
  void theJobReadsTheConfigurationThatIsMountedForIt(String name) throws Exception {
    Manifests manifests = Manifests.render(name);
    Map<?, ?> map = manifests.only("ConfigMap");
    Map<?, ?> deployment = manifests.only("FlinkDeployment");
    assertThat(Manifests.at(deployment, "spec/podTemplate/spec/volumes/0/configMap/name"))
        .isEqualTo(Manifests.at(map, "metadata/name"))
        .asString()
        .matches("trailhound-[a-z0-9]{10}");
    String mounted =
        Manifests.at(deployment, "spec/podTemplate/spec/containers/0/volumeMounts/0/mountPath")
            + "/trailhound.properties";
    assertThat(Manifests.at(deployment, "spec/job/args")).isEqualTo(List.of("--config", mounted));

    JobConfig config = read((String) Manifests.at(map, "data/trailhound.properties"));
    assertThat(config.fromKafka()).isTrue();
    assertThat(config.sinks()).containsExactly("elasticsearch");
    assertThat(config.asnFile()).contains("s3a://trailhound/GeoLite2-ASN.mmdb");
  }

  /** With a file for each secret, as the Secret's volume has them. */
  private JobConfig read(String properties) throws IOException {
    for (String name : List.of("elasticsearch-password", "kafka-jaas")) {
      Files.writeString(folder.resolve(name), "secret");
    }
    Files.copy(
        Path.of("src/test/resources/elasticsearch-ca.crt"), folder.resolve("elasticsearch-ca.crt"));
    Path file =
        Files.writeString(
            folder.resolve("trailhound.properties"),
            properties.replace(SECRETS, folder.toAbsolutePath() + "/"));
    return JobConfig.of(Arguments.parse(new String[] {"--config", file.toString()}));
  }

  @ParameterizedTest
  @ValueSource(strings = {"base", "production"})
  void podsRunAsFlinkAndMayDoNothingElse(String name) throws Exception {
    Object pod =
        Manifests.at(Manifests.render(name).only("FlinkDeployment"), "spec/podTemplate/spec");
    assertThat(Manifests.at(pod, "enableServiceLinks")).isEqualTo(false);
    assertThat(Manifests.at(pod, "securityContext"))
        .isEqualTo(
            Map.of(
                "runAsNonRoot", true,
                "runAsUser", 9999,
                "runAsGroup", 9999,
                "fsGroup", 9999,
                "seccompProfile", Map.of("type", "RuntimeDefault")));
    assertThat(Manifests.at(pod, "containers/0/securityContext"))
        .isEqualTo(
            Map.of(
                "allowPrivilegeEscalation", false, "capabilities", Map.of("drop", List.of("ALL"))));
    assertThat(Manifests.at(pod, "volumes/1/secret/defaultMode")).isEqualTo(0440);
  }

  @ParameterizedTest
  @ValueSource(strings = {"base", "production"})
  void whatIsDoneWithItsStateIsSaid(String name) throws Exception {
    Map<?, ?> deployment = Manifests.render(name).only("FlinkDeployment");
    assertThat(Manifests.at(deployment, "spec/job/upgradeMode")).isEqualTo("savepoint");
    assertThat(Manifests.at(deployment, "spec/job/allowNonRestoredState")).isEqualTo(false);
    Map<?, ?> flink = (Map<?, ?>) Manifests.at(deployment, "spec/flinkConfiguration");
    assertThat(flink.values())
        .as("Flink's settings are texts")
        .allMatch(it -> it instanceof String);
    List<String> keys = flink.keySet().stream().map(String::valueOf).toList();
    assertThat(FlinkOptions.unknown(keys)).isEmpty();
    assertThat(keys)
        .contains(
            "high-availability.type",
            "high-availability.storageDir",
            "execution.checkpointing.dir",
            "execution.checkpointing.savepoint-dir",
            "execution.checkpointing.interval");
    int slots = Integer.parseInt((String) flink.get("taskmanager.numberOfTaskSlots"));
    assertThat((Integer) Manifests.at(deployment, "spec/job/parallelism") % slots)
        .as("whole TaskManagers")
        .isZero();
  }

  @Test
  void theOverlayChangesWhatItNamesAndKeepsTheRest() throws Exception {
    Map<?, ?> base = Manifests.render("base").only("FlinkDeployment");
    Map<?, ?> production = Manifests.render("production").only("FlinkDeployment");
    assertThat(Manifests.at(production, "metadata/namespace")).isEqualTo("trailhound");
    assertThat(Manifests.at(production, "spec/taskManager/resource/memory")).isEqualTo("8192m");
    assertThat(Manifests.at(production, "spec/flinkVersion"))
        .isEqualTo(Manifests.at(base, "spec/flinkVersion"));
    assertThat(Manifests.at(production, "spec/job/jarURI"))
        .isEqualTo(Manifests.at(base, "spec/job/jarURI"));
  }

  @Test
  void versionAndMainClassAreTheBuilds() throws IOException {
    Map<?, ?> deployment =
        Manifests.of(Repository.text("deploy/kubernetes/base/flinkdeployment.yaml"))
            .only("FlinkDeployment");
    assertThat(Manifests.at(deployment, "spec/flinkVersion"))
        .isEqualTo("v" + Pom.minorOfFlink("_"));
    assertThat(Manifests.at(deployment, "spec/image")).isEqualTo("trailhound:" + Pom.version());
    assertThat(Repository.text("job/pom.xml"))
        .contains("<mainClass>" + Manifests.at(deployment, "spec/job/entryClass") + "</mainClass>");
  }
}
