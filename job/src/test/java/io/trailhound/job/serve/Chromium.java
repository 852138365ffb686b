package io.trailhound.job.serve;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trailhound.local.Patience;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A real browser without a window, one page of it: what a user does comes in, and whatever the
 * browser complains of (scripts, its own rules for content, what doesn't load) is gathered. Spoken
 * to by the DevTools protocol, which the JDK's WebSocket is enough for.
 */
final class Chromium implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  private final Process process;
  private final WebSocket socket;
  private final AtomicInteger calls = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private String session;

  /**
   * Where there's none, the test is left out.
   *
   * @param folder of its own
   */
  static Chromium start(Path folder) throws IOException {
    Optional<Path> program = program();
    assumeTrue(
        program.isPresent(), "none of %s is on the PATH".formatted(String.join(", ", NAMES)));
    Process process =
        new ProcessBuilder(
                program.get().toString(),
                "--headless",
                // Its own one needs rights that containers don't give.
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--no-first-run",
                "--remote-debugging-port=0",
                "--user-data-dir=" + folder)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("browser.log").toFile())
            .start();
    return new Chromium(process, folder.resolve("DevToolsActivePort"));
  }

  private static Optional<Path> program() {
    return NAMES.stream()
        .flatMap(
            name ->
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private Chromium(Process process, Path port) {
    this.process = process;
    List<String> lines =
        Patience.await("DevTools", () -> Files.readAllLines(port), it -> it.size() == 2);
    URI uri = URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1));
    this.socket =
        HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(uri, new Listener()).join();
    String target =
        call("Target.createTarget", Map.of("url", "about:blank")).get("targetId").asText();
    this.session =
        call("Target.attachToTarget", Map.of("targetId", target, "flatten", true))
            .get("sessionId")
            .asText();
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      call(domain + ".enable", Map.of());
    }
  }

  private JsonNode call(String method, Map<String, ?> parameters) {
    int id = calls.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
    message.set("params", JSON.valueToTree(parameters));
    if (session != null) {
      message.put("sessionId", session);
    }
    socket.sendText(message.toString(), true).join();
    JsonNode said =
        Patience.await(method, () -> answer.isDone() ? answer.join() : null, it -> it != null);
    if (said.has("error")) {
      throw new IllegalStateException(method + ": " + said.get("error"));
    }
    return said.get("result");
  }

  void open(String url) {
    untilLoaded(() -> call("Page.navigate", Map.of("url", url)));
  }

  /** With the mouse, on what leads to another page. */
  void click(String selector) {
    untilLoaded(
        () -> {
          JsonNode at =
              run(
                  """
                  (() => {
                    const it = document.querySelector(%s);
                    it.scrollIntoView({block: 'center'});
                    const {x, y, width, height} = it.getClientRects()[0];
                    return {x: x + width / 2, y: y + height / 2};
                  })()
                  """
                      .formatted(quoted(selector)));
          for (String type : List.of("mousePressed", "mouseReleased")) {
            call(
                "Input.dispatchMouseEvent",
                Map.of(
                    "type",
                    type,
                    "x",
                    at.get("x"),
                    "y",
                    at.get("y"),
                    "button",
                    "left",
                    "clickCount",
                    1));
          }
        });
  }

  void key(String key) {
    for (String type : List.of("keyDown", "keyUp")) {
      call("Input.dispatchKeyEvent", Map.of("type", type, "key", key, "code", key));
    }
  }

  void fill(String selector, String value) {
    run("document.querySelector(%s).value = %s".formatted(quoted(selector), quoted(value)));
  }

  /** Another page, that is: the load of the one before may be told late. */
  private void untilLoaded(Runnable action) {
    JsonNode unused = run("window.before = true");
    action.run();
    Patience.await(
        "page",
        () -> run("!window.before && document.readyState === 'complete'").asBoolean(),
        loaded -> loaded);
  }

  private static String quoted(String text) {
    return JSON.valueToTree(text).toString();
  }

  /** The value of an expression of JavaScript. */
  JsonNode run(String expression) {
    JsonNode result =
        call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
    if (result.has("exceptionDetails")) {
      throw new AssertionError(expression + ": " + result);
    }
    return result.path("result").path("value");
  }

  String text() {
    return run("document.body.innerText").asText();
  }

  void width(int pixels) {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", pixels, "height", 800, "deviceScaleFactor", 1, "mobile", true));
  }

  /** Whatever isn't as it should be in the browser's eyes. */
  List<String> complaints() {
    return complaints;
  }

  private void heard(JsonNode message) {
    if (message.has("id")) {
      waiting.remove(message.get("id").asInt()).complete(message);
      return;
    }
    JsonNode told = message.path("params");
    switch (message.path("method").asText()) {
      case "Runtime.exceptionThrown", "Network.loadingFailed" -> complaints.add(told.toString());
      case "Log.entryAdded" -> complaints.add(told.at("/entry/text").asText());
      case "Network.responseReceived" -> {
        if (told.at("/response/status").asInt() >= 400) {
          complaints.add(told.at("/response/url").asText());
        }
      }
      default -> {
        // Of no interest.
      }
    }
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        try {
          heard(JSON.readTree(text.toString()));
        } catch (IOException e) {
          complaints.add(e.toString());
        }
        text.setLength(0);
      }
      from.request(1);
      return null;
    }
  }

  @Override
  public void close() {
    session = null;
    call("Browser.close", Map.of());
    process.onExit().join();
  }
}
