package io.trailhound.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;

/** Short questions to servers of this machine. */
final class Http {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /** Of a server that may not do its work: whoever asks whether it does asks again. */
  private static final Duration ALIVE_WITHIN = Duration.ofSeconds(30);

  private static final ObjectMapper JSON = new ObjectMapper();

  private Http() {}

  /** The status of the answer, or -1 without one. */
  static int status(String url) {
    try {
      return send("GET", url, null, ALIVE_WITHIN).statusCode();
    } catch (IOException nobody) {
      return -1;
    }
  }

  /** The answer as JSON; an error has the server's words. */
  static JsonNode json(String method, String url, String body) {
    try {
      HttpResponse<String> response = send(method, url, body, Patience.LIMIT);
      if (response.statusCode() >= 300) {
        throw new LocalException(
            String.format(
                Locale.ROOT, "%s %s: %d %s", method, url, response.statusCode(), response.body()));
      }
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new LocalException("%s %s: %s".formatted(method, url, e.getMessage()), e);
    }
  }

  private static HttpResponse<String> send(String method, String url, String body, Duration within)
      throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(within)
            .header("Content-Type", "application/json")
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    try {
      return CLIENT.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
