package io.trailhound.job.sink.webhook;

import io.trailhound.job.config.ConfigException;
import io.trailhound.job.config.WebhookConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** The webhook configuration in; nothing out when alerts can be sent by it. */
public final class WebhookCheck {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int HTTPS = 443;
  private static final int HTTP = 80;

  private WebhookCheck() {}

  /**
   * Looks at the template. Nobody is asked: a receiver that is away doesn't hold up the start
   * either.
   *
   * @throws ConfigException when the template can't be filled
   */
  public static void require(WebhookConfig config) {
    if (!config.used() || config.template() == null) {
      return;
    }
    try {
      WebhookTemplate unused = new WebhookTemplate(config.template());
    } catch (IllegalArgumentException e) {
      throw new ConfigException(
          "webhook-template: '%s': %s"
              .formatted(config.templateName(), e.getMessage().replaceFirst("\\.?$", ".")));
    }
  }

  /** Whether somebody takes connections there. Nothing is sent: it would be taken for an alert. */
  public static boolean look(WebhookConfig config) {
    int usual = config.url().getScheme().equals("https") ? HTTPS : HTTP;
    int port = config.url().getPort() < 0 ? usual : config.url().getPort();
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(config.url().getHost(), port), (int) CONNECT.toMillis());
      return true;
    } catch (IOException nobody) {
      return false;
    }
  }
}
