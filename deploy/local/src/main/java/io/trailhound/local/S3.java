package io.trailhound.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An S3 server over a folder: each folder in {@link #buckets} is a bucket. */
public final class S3 extends LocalServer {
  public static final String ACCESS_KEY = "local-access-key";
  public static final String SECRET_KEY = "local-secret-key";

  public S3(Path folder, int port) {
    super("s3", folder, port);
  }

  /** For tests: up, on a free port, and gone with this JVM at the latest. */
  public static S3 start(Path folder) {
    S3 server = new S3(folder, Ports.free(1).get(0));
    server.startForTests();
    return server;
  }

  /** What Flink's S3 plugins need to know. */
  public Map<String, String> flinkSettings() {
    return Map.of(
        "s3.endpoint",
        url(),
        "s3.path.style.access",
        "true",
        "s3.access-key",
        ACCESS_KEY,
        "s3.secret-key",
        SECRET_KEY);
  }

  /** A folder whose folders are the buckets. */
  public Path buckets() {
    return folder.resolve("buckets");
  }

  @Override
  public List<String> command() throws IOException {
    Files.createDirectories(buckets());
    Path config =
        JavaProperties.write(
            folder.resolve("s3proxy.conf"),
            """
            s3proxy.endpoint=%s
            s3proxy.authorization=aws-v2-or-v4
            s3proxy.identity=%s
            s3proxy.credential=%s
            jclouds.provider=filesystem-nio2
            jclouds.identity=unused
            jclouds.credential=unused
            """
                .formatted(url(), ACCESS_KEY, SECRET_KEY),
            "jclouds.filesystem.basedir",
            buckets());
    Path logging =
        Files.writeString(
            folder.resolve("logback.xml"),
            """
            <configuration>
              <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
                <encoder><pattern>%d %-5level %logger{20} %msg%n</pattern></encoder>
              </appender>
              <root level="warn"><appender-ref ref="out"/></root>
            </configuration>
            """);
    List<String> options =
        List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dlogback.configurationFile=" + logging);
    List<String> command =
        new ArrayList<>(Commands.java(folder, Commands.jars(Installation.s3()), options));
    command.addAll(List.of("org.gaul.s3proxy.Main", "--properties", config.toString()));
    return command;
  }
}
