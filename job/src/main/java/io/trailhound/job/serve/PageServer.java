package io.trailhound.job.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.trailhound.job.config.ConfigException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pages over HTTP, on this machine only: it listens on 127.0.0.1, answers GET and HEAD of those who
 * call it by that name, and tells the browser to let nobody else near what it shows.
 */
public final class PageServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PageServer.class);
  private static final int THREADS = 4;
  private static final int MOST_WAITING = 64;

  /** In seconds: who begins a request and doesn't go on would have a thread for himself. */
  private static final String MOST_REQUEST_TIME = "30";

  private static final String POLICY =
      "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  static {
    // Read by the JDK's server when it's first used.
    System.setProperty("sun.net.httpserver.maxReqTime", MOST_REQUEST_TIME);
    System.setProperty("sun.net.httpserver.maxRspTime", MOST_REQUEST_TIME);
    // Or the body of each answer waits 40 ms for somebody to acknowledge its head.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final AlertPages pages;
  private final Set<String> names;

  /**
   * @param port 0 for any that's free
   * @throws ConfigException when it's taken
   */
  public static PageServer start(int port, AlertPages pages) throws IOException {
    InetSocketAddress here =
        new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    try {
      return new PageServer(HttpServer.create(here, MOST_WAITING), pages);
    } catch (BindException e) {
      throw new ConfigException(
          "port: %s cannot be listened on: %s. Right would be: --port with another number, or with 0 for any that is free."
              .formatted(port, e.getMessage()));
    }
  }

  private PageServer(HttpServer server, AlertPages pages) {
    this.server = server;
    this.pages = pages;
    this.names = names(server.getAddress().getPort());
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** What it may be called by, with its port, which browsers and others leave out where it's 80. */
  static Set<String> names(int port) {
    Stream<String> ports = port == 80 ? Stream.of(":80", "") : Stream.of(":" + port);
    return ports
        .flatMap(it -> Stream.of("127.0.0.1" + it, "localhost" + it))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** What a browser is given. */
  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      send(exchange, answer(exchange));
    }
  }

  private PageAnswer answer(HttpExchange exchange) {
    // A page of somebody else's, whose name leads here, sends its own name.
    List<String> hosts = exchange.getRequestHeaders().getOrDefault("Host", List.of());
    if (hosts.size() != 1 || !names.contains(hosts.get(0))) {
      return PageAnswer.text(421, "This is " + address() + " and nothing else.");
    }
    if (!List.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
      exchange.getResponseHeaders().set("Allow", "GET, HEAD");
      return PageAnswer.text(405, "Pages are read only.");
    }
    try {
      return pages.answer(
          exchange.getRequestURI().getRawPath(), exchange.getRequestURI().getRawQuery());
    } catch (RuntimeException e) {
      LOG.error("Failed: {}", exchange.getRequestURI(), e);
      return PageAnswer.text(500, "This page failed: " + e.getClass().getSimpleName() + ".");
    }
  }

  private static void send(HttpExchange exchange, PageAnswer answer) throws IOException {
    byte[] body = answer.body().getBytes(UTF_8);
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", answer.type());
    headers.set("Content-Security-Policy", POLICY);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Cache-Control", "no-store");
    if (exchange.getRequestMethod().equals("HEAD")) {
      headers.set("Content-Length", String.valueOf(body.length));
      exchange.sendResponseHeaders(answer.status(), -1);
      return;
    }
    exchange.sendResponseHeaders(answer.status(), body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
