package io.trailhound.job.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An HTTP server that speaks the protocol of Secrets Manager and Parameter Store (AWS JSON 1.1), as
 * far as one secret is read: no program that does can be had from Maven. While it's open, the AWS
 * SDK in this process asks it, with credentials of its own.
 */
public final class SecretsServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A question: the service and the operation, what was asked, and for which region. */
  public record Asked(String target, JsonNode body, String region) {}

  private record Answer(int status, String body) {}

  private final HttpServer server;
  private final Map<String, Answer> answers = new HashMap<>();
  private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
  private final SdkSettings settings = new SdkSettings();

  public SecretsServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    settings.set("aws.endpointUrlSecretsManager", url);
    settings.set("aws.endpointUrlSsm", url);
  }

  /** More of the SDK's settings. */
  SdkSettings settings() {
    return settings;
  }

  public void secret(String name, String text) {
    answers.put(name, new Answer(200, json(Map.of("Name", name, "SecretString", text))));
  }

  /** One that somebody stored as bytes. */
  void bytes(String name) {
    answers.put(name, new Answer(200, json(Map.of("Name", name, "SecretBinary", "AAEC"))));
  }

  public void parameter(String name, String value) {
    Map<String, String> parameter = Map.of("Name", name, "Type", "SecureString", "Value", value);
    answers.put(name, new Answer(200, json(Map.of("Parameter", parameter))));
  }

  void refusal(String name, String code, String words) {
    answers.put(name, refusal(code, words));
  }

  private static Answer refusal(String code, String words) {
    return new Answer(400, json(Map.of("__type", code, "message", words)));
  }

  List<Asked> asked() {
    return asked;
  }

  private void answer(HttpExchange exchange) throws IOException {
    JsonNode body = JSON.readTree(exchange.getRequestBody());
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    String scope =
        exchange.getRequestHeaders().getFirst("Authorization").split("Credential=|,", -1)[1];
    asked.add(new Asked(target, body, scope.split("/")[2]));
    boolean ofParameter = target.equals("AmazonSSM.GetParameter");
    String name = body.path(ofParameter ? "Name" : "SecretId").asText();
    Answer none =
        ofParameter
            ? refusal("ParameterNotFound", "")
            : refusal(
                "ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
    Answer answer = answers.getOrDefault(name, none);
    byte[] bytes = answer.body().getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
    exchange.sendResponseHeaders(answer.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static String json(Object value) {
    return JSON.valueToTree(value).toString();
  }

  @Override
  public void close() {
    server.stop(0);
    settings.close();
  }
}
