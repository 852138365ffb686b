package io.trailhound.job.sink.webhook;

import io.trailhound.job.config.WebhookConfig;
import io.trailhound.job.sink.delivery.Outcome;
import io.trailhound.job.sink.delivery.Outgoing;
import io.trailhound.job.sink.delivery.Receiver;
import io.trailhound.text.TerminalText;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Messages in, a POST each to one URL, side by side, and what the answers mean out. */
public final class WebhookReceiver implements Receiver {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** Behind the time that an answer has to begin, for the rest of it. */
  private static final Duration REST = Duration.ofSeconds(1);

  private static final int SHOWN = 200;

  private final WebhookConfig config;
  private final String agent;
  private final WebhookTemplate template;
  private final Signature signature;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .version(HttpClient.Version.HTTP_1_1)
          .build();

  private WebhookReceiver(WebhookConfig config, String version) {
    this.config = config;
    this.agent = "Trailhound/" + version;
    this.template = config.template() == null ? null : new WebhookTemplate(config.template());
    this.signature = config.secret() == null ? null : new Signature(config.secret());
  }

  /** A webhook as configured. */
  public record To(WebhookConfig config, String version) implements Address {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
      return "webhook";
    }

    @Override
    public int together() {
      return 8;
    }

    @Override
    public long bytesTogether() {
      return 4L << 20;
    }

    @Override
    public Receiver open() {
      return new WebhookReceiver(config, version);
    }
  }

  @Override
  public List<Outcome> send(List<Outgoing> messages) {
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (Outgoing message : messages) {
      answers.add(client.sendAsync(request(message), answer -> new BodyBeginning()));
    }
    Instant end = Instant.now().plus(config.timeout()).plus(REST);
    return answers.stream().map(answer -> outcome(answer, end)).toList();
  }

  private HttpRequest request(Outgoing message) {
    byte[] body =
        template == null
            ? message.json()
            : template.render(new TemplateValues(message, config.token()));
    String seconds = Long.toString(Instant.now().getEpochSecond());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(config.url())
            .timeout(config.timeout())
            .header("Content-Type", "application/json")
            .header("User-Agent", agent)
            .header("Idempotency-Key", message.key())
            .header(Signature.TIME_HEADER, seconds)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (signature != null) {
      request.header(Signature.HEADER, signature.of(seconds, body));
    }
    if (config.token() != null && !config.tokenIsInTheBody()) {
      request.header("Authorization", "Bearer " + config.token());
    }
    return request.build();
  }

  private Outcome outcome(CompletableFuture<HttpResponse<String>> answer, Instant end) {
    try {
      long left = Math.max(0, Duration.between(Instant.now(), end).toMillis());
      HttpResponse<String> response = answer.get(left, TimeUnit.MILLISECONDS);
      String words = response.statusCode() + " " + response.body();
      return Answers.of(response.statusCode(), response.headers(), shown(words));
    } catch (TimeoutException e) {
      answer.cancel(true);
      return Outcome.again("an answer that doesn't end");
    } catch (ExecutionException e) {
      return failure(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Outcome.again("the job ends");
    }
  }

  private Outcome failure(Throwable cause) {
    if (cause instanceof HttpTimeoutException && !(cause instanceof HttpConnectTimeoutException)) {
      return Outcome.again("no answer within " + config.timeout().toMillis() + " ms");
    }
    boolean nobody =
        cause instanceof ConnectException
            || cause instanceof HttpConnectTimeoutException
            || cause instanceof SSLException;
    String words = cause instanceof IOException ? String.valueOf(cause.getMessage()) : "";
    String detail = shown(cause.getClass().getSimpleName() + " " + words.replace("null", ""));
    return nobody ? Outcome.away(detail) : Outcome.again(detail);
  }

  /** One line, short, without what is secret: a receiver may say back what it was sent. */
  private String shown(String words) {
    String line = TerminalText.cut(TerminalText.escape(words.strip()), SHOWN);
    for (String secret : config.secrets()) {
      line = line.replace(secret, "(hidden)");
    }
    return line;
  }

  @Override
  public void close() {
    // Its threads end with it.
  }
}
