package io.trailhound.job.sink.elasticsearch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.trailhound.job.aws.SdkSettings;
import io.trailhound.job.aws.SignatureV4;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands before an OpenSearch domain of Amazon's: requests in, an answer when their signature
 * is that of {@link SdkSettings}' credentials over what has come, and a refusal otherwise.
 */
final class SigningServer implements AutoCloseable {
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=([^/]+)/([^,]+), ?SignedHeaders=([^,]+), ?Signature=(\\w+)");

  private static final String REFUSAL =
      "{\"message\":\"The request signature we calculated does not match the signature you provided.\"}";

  private final HttpServer server;
  private final String secretKey;
  private final List<String> scopes = Collections.synchronizedList(new ArrayList<>());
  private final List<String> bodies = Collections.synchronizedList(new ArrayList<>());
  private final List<String> signed = Collections.synchronizedList(new ArrayList<>());

  SigningServer(String secretKey) throws IOException {
    this.secretKey = secretKey;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Without the day: {@code eu-west-1/es/aws4_request}. */
  List<String> scopes() {
    return scopes;
  }

  /** Of requests whose signature is right. */
  List<String> bodies() {
    return bodies;
  }

  /** The names of the headers that were signed, request by request. */
  List<String> signedHeaders() {
    return signed;
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    boolean right = isRight(exchange, body);
    if (right) {
      bodies.add(new String(body, UTF_8));
    }
    String text = right ? taken(body) : REFUSAL;
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(right ? 200 : 403, text.length());
    exchange.getResponseBody().write(text.getBytes(UTF_8));
    exchange.close();
  }

  private static String taken(byte[] body) {
    long documents = new String(body, UTF_8).lines().count() / 2;
    return "{\"items\":["
        + String.join(",", Collections.nCopies((int) documents, "{\"index\":{\"status\":201}}"))
        + "]}";
  }

  private boolean isRight(HttpExchange exchange, byte[] body) {
    Headers headers = exchange.getRequestHeaders();
    Matcher parts = AUTHORIZATION.matcher(String.valueOf(headers.getFirst("Authorization")));
    if (!parts.matches() || !parts.group(1).equals(SdkSettings.ACCESS_KEY)) {
      return false;
    }
    scopes.add(parts.group(2).replaceFirst("^\\d{8}/", ""));
    signed.add(parts.group(3));
    Map<String, String> covered = new TreeMap<>();
    for (String name : parts.group(3).split(";")) {
      covered.put(name, headers.getFirst(name));
    }
    try {
      String query = exchange.getRequestURI().getRawQuery();
      SignatureV4 request =
          new SignatureV4(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getRawPath(),
              query == null ? "" : query,
              covered,
              SignatureV4.hash(body),
              headers.getFirst("X-Amz-Date"),
              parts.group(2));
      return covered.containsKey("host") && request.with(secretKey).equals(parts.group(4));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
