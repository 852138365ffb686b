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
import java.util.concurrent.atomic.AtomicBoolean;

/** A receiver of webhooks: Java's own HTTP server, which answers as a test says. */
public final class Hook implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** One request as it came, and whether its sender heard, or is just hearing, of a success. */
  public record Call(Headers headers, byte[] body, AtomicBoolean taken) {
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

    /** What tells this revision of an alert from all others: its id, phase and content. */
    public String key() {
      return header("Idempotency-Key");
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
  private volatile Answering answering = with(200);

  public Hook() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    Call call =
        new Call(
            exchange.getRequestHeaders(),
            exchange.getRequestBody().readAllBytes(),
            new AtomicBoolean());
    calls.add(call);
    answering.answer(call, exchange);
    exchange.close();
  }

  /** With a status, headers in pairs and a body that says back what was sent to log in. */
  public static Answering with(int status, String... headers) {
    return (call, exchange) -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
      }
      // First: with the answer, the job that sent it may end, and its test look.
      call.taken.set(status / 100 == 2);
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

  /** Those that were answered with success, in the order in which they came. */
  public List<Call> taken() {
    return calls.stream().filter(call -> call.taken.get()).toList();
  }

  /** The phases of the revisions of each alert that were taken, in the order in which they came. */
  public Map<String, List<String>> phases() {
    Map<String, List<String>> phases = new TreeMap<>();
    for (Call call : taken()) {
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
