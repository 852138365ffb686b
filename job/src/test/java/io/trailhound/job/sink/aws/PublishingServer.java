package io.trailhound.job.sink.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.trailhound.job.aws.SdkSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An HTTP server that speaks the protocols of SNS (AWS Query) and EventBridge (AWS JSON 1.1) as far
 * as batches are published: no program that does both can be had for a build. While it's open, the
 * AWS SDK in this process asks it, with credentials of its own.
 */
final class PublishingServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final SdkSettings settings = new SdkSettings();

  /** Of SNS: the parameters of a request. */
  private final List<Map<String, String>> published = new CopyOnWriteArrayList<>();

  /** Of EventBridge: the body of a request. */
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();

  /** By a text in the message: the code with which it fails, and whose fault that is. */
  private final Map<String, String> failures = new HashMap<>();

  private int status = 200;

  PublishingServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    settings.set("aws.endpointUrlSns", url);
    settings.set("aws.endpointUrlEventBridge", url);
    settings.set("aws.maxAttempts", "1");
  }

  void fail(String text, String code) {
    failures.put(text, code);
  }

  /** Of whole requests. */
  void refuse(int with) {
    status = with;
  }

  List<Map<String, String>> published() {
    return published;
  }

  List<JsonNode> events() {
    return events;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    boolean isJson = target != null;
    String answer;
    if (status != 200) {
      answer =
          isJson
              ? "{\"__type\":\"AccessDeniedException\",\"message\":\"not for you\"}"
              : "<ErrorResponse><Error><Type>Sender</Type><Code>AuthorizationError</Code><Message>not for you</Message></Error></ErrorResponse>";
    } else if (isJson) {
      JsonNode request = JSON.readTree(body);
      events.add(request);
      answer = put(request);
    } else {
      Map<String, String> parameters = parameters(body);
      published.add(parameters);
      answer = publish(parameters);
    }
    byte[] bytes = answer.getBytes(UTF_8);
    exchange
        .getResponseHeaders()
        .add("Content-Type", isJson ? "application/x-amz-json-1.1" : "text/xml");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static Map<String, String> parameters(String body) {
    Map<String, String> parameters = new TreeMap<>();
    for (String one : body.split("&", -1)) {
      int equals = one.indexOf('=');
      parameters.put(
          URLDecoder.decode(one.substring(0, equals), UTF_8),
          URLDecoder.decode(one.substring(equals + 1), UTF_8));
    }
    return parameters;
  }

  private String failure(String message) {
    return failures.entrySet().stream()
        .filter(it -> message.contains(it.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  private String publish(Map<String, String> parameters) {
    StringBuilder good = new StringBuilder();
    StringBuilder bad = new StringBuilder();
    for (int i = 1; parameters.containsKey(member(i, "Id")); i++) {
      String id = parameters.get(member(i, "Id"));
      String code = failure(parameters.get(member(i, "Message")));
      if (code == null) {
        good.append("<member><Id>%s</Id><MessageId>m%s</MessageId></member>".formatted(id, id));
      } else {
        bad.append(
            "<member><Id>%s</Id><Code>%s</Code><Message>no</Message><SenderFault>%s</SenderFault></member>"
                .formatted(id, code, !code.startsWith("Internal")));
      }
    }
    return "<PublishBatchResponse><PublishBatchResult><Successful>%s</Successful><Failed>%s</Failed></PublishBatchResult></PublishBatchResponse>"
        .formatted(good, bad);
  }

  static String member(int number, String field) {
    return "PublishBatchRequestEntries.member." + number + "." + field;
  }

  private String put(JsonNode request) throws IOException {
    List<Map<String, String>> results = new ArrayList<>();
    int failed = 0;
    for (JsonNode entry : request.path("Entries")) {
      String code = failure(entry.path("Detail").asText());
      failed += code == null ? 0 : 1;
      results.add(
          code == null ? Map.of("EventId", "e") : Map.of("ErrorCode", code, "ErrorMessage", "no"));
    }
    return JSON.writeValueAsString(Map.of("FailedEntryCount", failed, "Entries", results));
  }

  /** The SDK goes on asking here. */
  void stop() {
    server.stop(0);
  }

  /** More of the SDK's settings. */
  SdkSettings settings() {
    return settings;
  }

  @Override
  public void close() {
    settings.close();
    stop();
  }
}
