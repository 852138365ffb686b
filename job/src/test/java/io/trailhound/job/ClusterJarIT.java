package io.trailhound.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is in the jar that goes to a cluster. */
class ClusterJarIT {
  private JarFile jar;
  private List<String> names;

  @BeforeEach
  void open() throws IOException {
    jar = new JarFile(Path.of("target", "trailhound.jar").toFile());
    names = jar.stream().map(JarEntry::getName).toList();
  }

  @AfterEach
  void close() throws IOException {
    jar.close();
  }

  @Test
  void holdsTheJobAndWhatAClusterLacks() {
    assertThat(names)
        .contains(
            "io/trailhound/job/TrailhoundJob.class",
            "io/trailhound/model/Alert.class",
            "org/apache/flink/cep/CEP.class",
            "org/apache/flink/connector/kafka/source/KafkaSource.class",
            "org/apache/kafka/clients/consumer/KafkaConsumer.class",
            "linux/amd64/libzstd-jni-1.5.6-10.so",
            "com/fasterxml/jackson/core/JsonFactory.class",
            "com/maxmind/db/Reader.class",
            "com/google/re2j/Pattern.class",
            "org/yaml/snakeyaml/Yaml.class",
            "picocli/CommandLine.class",
            "software/amazon/awssdk/services/sqs/SqsClient.class",
            "software/amazon/awssdk/services/kinesis/KinesisClient.class",
            "software/amazon/awssdk/services/sts/StsClient.class",
            "software/amazon/awssdk/services/secretsmanager/SecretsManagerClient.class",
            "software/amazon/awssdk/services/ssm/SsmClient.class",
            "software/amazon/msk/auth/iam/IAMLoginModule.class",
            "software/amazon/msk/auth/iam/IAMClientCallbackHandler.class",
            "io/trailhound/shaded/elasticsearch/RestClient.class",
            "io/trailhound/shaded/http/impl/nio/client/HttpAsyncClients.class",
            "io/trailhound/shaded/codec/binary/Base64.class",
            "io/trailhound/shaded/logging/LogFactory.class",
            "elasticsearch/index-template.json",
            "trailhound-version.properties");
    assertThat(names).anyMatch(name -> name.matches("rules/.*aws_cli_discovery_burst.*"));
  }

  @Test
  void holdsNothingThatAClusterBringsItself() {
    assertThat(classes())
        .filteredOn(name -> name.startsWith("org/apache/flink/"))
        .allMatch(
            name ->
                name.matches(
                    "org/apache/flink/(cep|connector/kafka|streaming/connectors/kafka|streaming/util/serialization)/.*"));
    assertThat(classes()).noneMatch(name -> name.startsWith("org/apache/http/"));
    assertThat(classes()).noneMatch(name -> name.startsWith("org/apache/commons/"));
    assertThat(classes()).noneMatch(name -> name.startsWith("org/slf4j/"));
    assertThat(classes()).noneMatch(name -> name.startsWith("io/netty/"));
    assertThat(classes()).noneMatch(name -> name.startsWith("org/apache/logging/"));
    assertThat(classes()).noneMatch(name -> name.startsWith("org/rocksdb/"));
  }

  /** docs/operations.md says how small. */
  @Test
  void isSmall() throws IOException {
    assertThat(Files.size(Path.of(jar.getName()))).isLessThan(60L << 20);
  }

  /** The SDK says that it found two, and takes none. */
  @Test
  void holdsOneHttpClientOfTheAwsSdk() {
    assertThat(names)
        .filteredOn(name -> name.startsWith("software/amazon/awssdk/http/"))
        .noneMatch(name -> name.matches("software/amazon/awssdk/http/(apache|apache5|nio|crt)/.*"));
  }

  @Test
  void holdsOneLicenceOneNoticeAndNoSignatures() {
    assertThat(names)
        .containsOnlyOnce(
            "META-INF/LICENSE",
            "META-INF/NOTICE",
            "META-INF/licenses/zstd-jni.txt",
            "META-INF/licenses/re2j.txt",
            "META-INF/licenses/reactive-streams.txt",
            "META-INF/licenses/public-suffix-list.txt",
            "META-INF/licenses/mitre-attack.txt");
    assertThat(names).noneMatch(name -> name.matches("META-INF/[^/]+\\.(SF|RSA|DSA)"));
    assertThat(names).noneMatch(name -> name.endsWith("module-info.class"));
  }

  @Test
  void startsTheJob() throws IOException {
    Attributes manifest = jar.getManifest().getMainAttributes();

    assertThat(manifest.getValue("Main-Class")).isEqualTo("io.trailhound.job.TrailhoundJob");
    assertThat(manifest.getValue("Multi-Release")).isEqualTo("true");
  }

  /** By what scanners look at: Maven's properties of each part, and a list of all of them. */
  @Test
  void saysWhichVersionsOfWhatItHolds() throws IOException {
    List<String> purls = new ArrayList<>();
    try (InputStream list = jar.getInputStream(jar.getEntry("META-INF/sbom/trailhound.cdx.json"))) {
      new ObjectMapper()
          .readTree(list)
          .path("components")
          .forEach(component -> purls.add(component.path("purl").textValue()));
    }
    assertThat(bundled())
        .hasSizeGreaterThan(10)
        .allSatisfy(part -> assertThat(purls).anyMatch(purl -> purl.startsWith(part)));
  }

  private List<String> bundled() throws IOException {
    List<String> parts = new ArrayList<>();
    for (String name : names) {
      if (name.endsWith("/pom.properties") && !name.contains("/trailhound-job/")) {
        Properties part = new Properties();
        try (InputStream in = jar.getInputStream(jar.getEntry(name))) {
          part.load(in);
        }
        parts.add(
            "pkg:maven/%s/%s@%s"
                .formatted(
                    part.getProperty("groupId"),
                    part.getProperty("artifactId"),
                    part.getProperty("version")));
      }
    }
    return parts;
  }

  private List<String> classes() {
    return names.stream().filter(name -> name.endsWith(".class")).toList();
  }
}
