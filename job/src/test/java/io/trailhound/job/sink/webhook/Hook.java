package io.trailhound.job.sink.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A receiver of webhooks: Java's own HTTP server, which answers as a test says. */
public final class Hook implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** One request as it came. */
  public record Call(Headers headers, byte[] body) {
    public JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    String header(String name) {
      return headers.getFirst(name);
    }

    public String alert() {
      return json().at("/event/id").asText();
    }
  }

  /** What is answered to a call. */
  @FunctionalInterface
  public interface Answering {
    void answer(Call call, HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final List<Call> taken = new CopyOnWriteArrayList<>();
  private volatile Answering answering = with(200);

  public Hook() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    Call call = new Call(exchange.getRequestHeaders(), exchange.getRequestBody().readAllBytes());
    calls.add(call);
    answering.answer(call, exchange);
    if (exchange.getResponseCode() / 100 == 2) {
      taken.add(call);
    }
    exchange.close();
  }

  /** With a status, headers in pairs and a body that says back what was sent to log in. */
  public static Answering with(int status, String... headers) {
    return (call, exchange) -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
      }
      byte[] body = ("you sent " + call.header("Authorization")).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    };
  }

  /** Never. */
  public static Answering silence() {
    return (call, exchange) -> {
      try {
        Thread.sleep(Long.MAX_VALUE);
      } catch (InterruptedException end) {
        Thread.currentThread().interrupt();
      }
    };
  }

  public void answers(Answering other) {
    answering = other;
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/services/T0/hush-path";
  }

  public List<Call> calls() {
    return calls;
  }

  /** Those that were answered with success, in that order. */
  public List<Call> taken() {
    return taken;
  }

  /** The phases of the revisions of each alert, in the order in which they were taken. */
  public Map<String, List<String>> phases() {
    Map<String, List<String>> phases = new TreeMap<>();
    for (Call call : taken) {
      phases
          .computeIfAbsent(call.alert(), id -> new ArrayList<>())
          .add(call.json().at("/trailhound/phase").asText());
    }
    return phases;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
