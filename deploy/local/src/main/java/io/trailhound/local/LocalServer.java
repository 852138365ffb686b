package io.trailhound.local;

import java.nio.file.Path;

/** A server of this machine that speaks HTTP on one port, and the process that it is. */
public abstract class LocalServer implements Program, AutoCloseable {
  /** Where its files are. */
  final Path folder;

  /** Where it listens, on {@link Ports#HOST}. */
  final int port;

  private final LocalProcess process;

  LocalServer(String name, Path folder, int port) {
    this.folder = folder.toAbsolutePath();
    this.port = port;
    this.process = new LocalProcess(name, this.folder, this);
  }

  /** For tests: up, and gone with this JVM at the latest. */
  void startForTests() {
    process.endWithThisJvm().start();
  }

  /** Where it listens, {@code http://127.0.0.1:PORT}. */
  public final String url() {
    return "http://" + Ports.HOST + ":" + port;
  }

  public final LocalProcess process() {
    return process;
  }

  @Override
  public boolean answers() {
    return Http.status(url() + "/") > 0;
  }

  @Override
  public final void close() {
    process.close();
  }
}
