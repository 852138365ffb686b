package io.trailhound.job.config;

import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The webhook part of the configuration, parsed once from {@link Settings}; see {@link WebhookKeys}
 * for what each part means.
 *
 * @param url null when alerts go elsewhere; it may be a secret
 * @param template the JSON of it; null for the alert itself
 * @param templateName what was given
 * @param secret what requests are signed with; null without one
 * @param token null without one
 */
public record WebhookConfig(
    URI url, String template, String templateName, String secret, String token, Duration timeout)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  public static final String ALERT = "alert";
  private static final String PAGERDUTY = "pagerduty";
  private static final List<String> READY = List.of("slack", "teams", PAGERDUTY);
  private static final String PAGERDUTY_URL = "https://events.pagerduty.com/v2/enqueue";
  private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");

  /** Against a guess; half of what the hash has. */
  private static final int SHORTEST_SECRET = 16;

  private static final int LARGEST_TEMPLATE = 64 << 10;

  /**
   * @param writes whether the sink is a webhook
   * @throws ConfigException when something is missing, contradicts itself or can't be resolved
   */
  static WebhookConfig of(Settings settings, boolean writes) {
    String name = settings.get(WebhookKeys.TEMPLATE).orElseThrow();
    Duration timeout = settings.get(WebhookKeys.TIMEOUT).orElseThrow();
    if (!writes) {
      WebhookKeys.ALL.forEach(key -> settings.refuseUseless(key, "--sink webhook"));
      return new WebhookConfig(null, null, name, null, null, timeout);
    }
    Optional<String> token = settings.secret(WebhookKeys.TOKEN);
    if (name.equals(PAGERDUTY) && token.isEmpty()) {
      throw new ConfigException(
          "webhook-template: 'pagerduty' needs the routing key of an Events API v2 integration. Right would be: --webhook-token PLACE with %s."
              .formatted(Secret.PLACES));
    }
    return new WebhookConfig(
        url(settings, name),
        template(settings, name),
        name,
        secret(settings),
        token.map(it -> oneLine(it, settings)).orElse(null),
        timeout);
  }

  private static URI url(Settings settings, String template) {
    if (!settings.has(WebhookKeys.URL) && template.equals(PAGERDUTY)) {
      return URI.create(PAGERDUTY_URL);
    }
    if (!settings.has(WebhookKeys.URL)) {
      throw new ConfigException(
          "sink: 'webhook' needs a receiver. Right would be: --webhook-url URL.");
    }
    if (List.of("slack", "teams").contains(template)) {
      settings.refuseBare(WebhookKeys.URL);
    }
    String text = settings.secret(WebhookKeys.URL).orElseThrow();
    try {
      URI url = new URI(text);
      boolean known =
          "https".equals(url.getScheme())
              || ("http".equals(url.getScheme()) && THIS_MACHINE.contains(url.getHost()));
      if (known
          && url.getHost() != null
          && url.getUserInfo() == null
          && url.getFragment() == null) {
        return url;
      }
    } catch (URISyntaxException e) {
      // Told below. It may be a secret, so nothing of it is shown.
    }
    throw new ConfigException(
        "webhook-url (given as %s) is no URL that alerts can be sent to. Right would be: https://HOST/PATH without user and #, or http:// to 127.0.0.1."
            .formatted(settings.origin(WebhookKeys.URL)));
  }

  private static String secret(Settings settings) {
    Optional<String> secret = settings.secret(WebhookKeys.SECRET);
    if (secret.isPresent() && secret.get().length() < SHORTEST_SECRET) {
      throw new ConfigException(
          "webhook-secret (given as %s) is too short to sign with. Right would be: at least %s characters, by chance."
              .formatted(settings.origin(WebhookKeys.SECRET), SHORTEST_SECRET));
    }
    return secret.orElse(null);
  }

  /** A header and a JSON text both take it. */
  private static String oneLine(String token, Settings settings) {
    if (!token.matches("[\\x21-\\x7e]+")) {
      throw new ConfigException(
          "webhook-token (given as %s) has characters that no header takes. Right would be: letters, digits and signs without blanks."
              .formatted(settings.origin(WebhookKeys.TOKEN)));
    }
    return token;
  }

  private static String template(Settings settings, String name) {
    if (name.equals(ALERT)) {
      return null;
    }
    if (READY.contains(name)) {
      return ready(name);
    }
    if (!isFile(name)) {
      throw new ConfigException(
          "webhook-template: there is no '%s' (given as %s). Right would be: %s."
              .formatted(
                  name,
                  settings.origin(WebhookKeys.TEMPLATE),
                  WebhookKeys.TEMPLATE.type().right()));
    }
    try {
      byte[] bytes = Files.readAllBytes(Path.of(name));
      if (bytes.length <= LARGEST_TEMPLATE) {
        return new String(bytes, StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      // Told below, the same for all that can be wrong with it.
    }
    throw new ConfigException(
        "webhook-template: '%s' (given as %s) cannot be read. Right would be: a JSON file of up to 64 KiB."
            .formatted(name, settings.origin(WebhookKeys.TEMPLATE)));
  }

  /** Whether a template of this name is a file of the user's. */
  static boolean isFile(String name) {
    return name.contains("/") || name.endsWith(".json");
  }

  private static String ready(String name) {
    try (var in = WebhookConfig.class.getResourceAsStream("/webhook/" + name + ".json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("it's in our own jar", e);
    }
  }

  /** Whether alerts go there. */
  public boolean used() {
    return url != null;
  }

  /** Whether the token is the template's business. */
  public boolean tokenIsInTheBody() {
    return template != null && template.contains("${alert.token}");
  }

  /** What no message may show. */
  public List<String> secrets() {
    return Stream.of(url.getRawPath(), url.getRawQuery(), secret, token)
        .filter(it -> it != null && it.length() > 1)
        .toList();
  }

  /** Without what may be secret of it. */
  public String host() {
    return url.getScheme() + "://" + url.getAuthority();
  }

  @Override
  public String toString() {
    return "WebhookConfig[%s, %s]".formatted(used() ? host() : "unused", templateName);
  }
}
