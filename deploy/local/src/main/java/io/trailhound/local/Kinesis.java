package io.trailhound.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A Kinesis server without streams, which it keeps in memory: what is in them ends with it. It
 * needs Node, which need not be there.
 */
public final class Kinesis extends LocalServer {
  /** Any will do. */
  public static final String REGION = "eu-west-1";

  private final int encryptedPort;

  private Kinesis(Path folder, List<Integer> ports) {
    super("kinesis", folder, ports.get(0));
    this.encryptedPort = ports.get(1);
  }

  /** For tests: up, on free ports, and gone with this JVM at the latest. */
  public static Kinesis start(Path folder) {
    Kinesis server = new Kinesis(folder, Ports.free(2));
    server.startForTests();
    return server;
  }

  /** Whether this machine has what runs it. */
  public static boolean isThere() {
    return Commands.onPath("node") && Commands.onPath("npm");
  }

  @Override
  public List<String> command() throws IOException {
    List<Path> parts = Installation.kinesis();
    Path server = parts.get(1);
    return List.of(
        "env",
        "AWS_REGION=" + REGION,
        "KINESIS_MOCK_PLAIN_PORT=" + port,
        "KINESIS_MOCK_TLS_PORT=" + encryptedPort,
        "KINESIS_MOCK_CERT_PATH=" + server.resolve("server.json"),
        "LOG_LEVEL=ERROR",
        "SHARD_LIMIT=1000",
        // What takes the service some seconds.
        "CREATE_STREAM_DURATION=20ms",
        "SPLIT_SHARD_DURATION=20ms",
        "MERGE_SHARDS_DURATION=20ms",
        "node",
        "--require",
        parts.get(0).toString(),
        server.resolve("main.js").toString());
  }

  @Override
  public boolean answers() {
    return Http.status(url() + "/healthcheck") > 0;
  }
}
