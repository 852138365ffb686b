package io.trailhound.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An SQS server without queues, which it keeps in memory: what is in them ends with it. */
public final class Sqs extends LocalServer {
  /** Any will do. */
  public static final String REGION = "eu-west-1";

  private Sqs(Path folder, int port) {
    super("sqs", folder, port);
  }

  /** For tests: up, on a free port, and gone with this JVM at the latest. */
  public static Sqs start(Path folder) {
    Sqs server = new Sqs(folder, Ports.free(1).get(0));
    server.startForTests();
    return server;
  }

  @Override
  public List<String> command() throws IOException {
    List<Path> parts = Installation.sqs();
    String classPath = parts.get(0) + File.pathSeparator + Commands.jars(parts.get(1));
    List<String> options = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    List<String> command = new ArrayList<>(Commands.java(folder, classPath, options));
    command.addAll(
        List.of("io.trailhound.local.sqs.SqsServer", Ports.HOST, Integer.toString(port)));
    return command;
  }
}
