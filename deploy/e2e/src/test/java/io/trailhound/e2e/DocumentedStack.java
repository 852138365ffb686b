package io.trailhound.e2e;

import io.trailhound.local.Patience;
import io.trailhound.local.Ports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;

/** A stack that the launcher starts and ends, on ports that are free. */
final class DocumentedStack {
  private static final String GROUP = "trailhound";

  private final Path folder;
  private final List<Integer> ports = Ports.free(7);

  /** What a command said, and how it ended. */
  record Said(int exitCode, String text) {}

  DocumentedStack(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    Files.write(
        folder.resolve("stack.properties"),
        List.of(
            "kafka-port=" + ports.get(0),
            "kafka-controller-port=" + ports.get(1),
            "elasticsearch-port=" + ports.get(2),
            "flink-port=" + ports.get(3),
            "flink-rpc-port=" + ports.get(4),
            "prometheus-port=" + ports.get(5)));
  }

  /** The text with this stack's addresses. */
  String at(String text) {
    return text.replaceAll("(127\\.0\\.0\\.1|kafka\\.example):9092", kafka())
        .replace("127.0.0.1:9200", Ports.HOST + ":" + ports.get(2))
        .replaceAll("HOST:PORT|flink\\.example:8081", flink());
  }

  private String kafka() {
    return Ports.HOST + ":" + ports.get(0);
  }

  private String flink() {
    return Ports.HOST + ":" + ports.get(3);
  }

  Said shell(String text, Path place) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", text).directory(place.toFile()).redirectErrorStream(true);
    builder.environment().put("TRAILHOUND_STACK", folder.toString());
    builder.environment().put("TRAILHOUND_LOG", folder.resolve("log").toString());
    // What it starts must not keep this process waiting for its output.
    Path output = Files.createTempFile(folder, "said", "");
    int exitCode = builder.redirectOutput(output.toFile()).start().waitFor();
    return new Said(exitCode, Files.readString(output, StandardCharsets.UTF_8));
  }

  /** Until what is in the topic is behind a checkpoint of the job. */
  void awaitAllRead() {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka()))) {
      var unused =
          Patience.await(
              "the job reads all", () -> Rig.unread(admin, GROUP), unread -> unread == 0);
    }
  }

  void awaitJobsEnd(Path place) {
    var unused =
        Patience.await(
            "all jobs end",
            () -> Documents.parse(shell(jobs(), place).text()).get("jobs"),
            jobs ->
                StreamSupport.stream(jobs.spliterator(), false)
                    .allMatch(job -> job.get("end-time").asLong() > 0));
  }

  private String jobs() {
    return "curl -s http://" + flink() + "/jobs/overview";
  }
}
