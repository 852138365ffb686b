package io.trailhound.local;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import com.sun.net.httpserver.spi.HttpServerProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;

/**
 * The JDK's HTTP servers, on the loopback address whatever address they ask for. Flink's Prometheus
 * reporter uses them, would listen on every address of the machine, and has no setting for it.
 */
public final class LoopbackHttpServers extends HttpServerProvider {
  private static final String JDK = "sun.net.httpserver";

  private final HttpServerProvider jdk;

  public LoopbackHttpServers() throws ReflectiveOperationException {
    Class<?> provider = Class.forName(JDK + ".DefaultHttpServerProvider");
    jdk = (HttpServerProvider) provider.getDeclaredConstructor().newInstance();
  }

  /** What makes a JVM use it, beside {@link #classPath}. */
  static List<String> jvmOptions() {
    return List.of(
        "--add-exports=jdk.httpserver/" + JDK + "=ALL-UNNAMED",
        "-Dcom.sun.net.httpserver.HttpServerProvider=" + LoopbackHttpServers.class.getName());
  }

  static Path classPath() {
    try {
      return Path.of(
          LoopbackHttpServers.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new LocalException("where this class is: " + e.getMessage(), e);
    }
  }

  @Override
  public HttpServer createHttpServer(InetSocketAddress wished, int backlog) throws IOException {
    return jdk.createHttpServer(loopback(wished), backlog);
  }

  @Override
  public HttpsServer createHttpsServer(InetSocketAddress wished, int backlog) throws IOException {
    return jdk.createHttpsServer(loopback(wished), backlog);
  }

  private static InetSocketAddress loopback(InetSocketAddress wished) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), wished.getPort());
  }
}
