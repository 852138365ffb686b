package io.trailhound.job.config;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The Elasticsearch part of the configuration, parsed once from {@link Settings}; see {@link
 * ElasticsearchKeys} for what each part means.
 *
 * @param urls none when alerts go elsewhere
 * @param authorization the value of that HTTP header, secrets resolved; null without one
 * @param signing what requests are signed for; null when they aren't
 * @param certificates of the trusted authorities in PEM form; null for those that Java knows
 * @param cloudWatch whether metrics are for CloudWatch too
 */
public record ElasticsearchConfig(
    List<String> urls,
    String index,
    boolean perDay,
    boolean installsTemplate,
    String authorization,
    AwsSigning signing,
    String certificates,
    boolean cloudWatch)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * @param writes whether the sink is Elasticsearch
   * @throws ConfigException when something is missing, contradicts itself or can't be resolved
   */
  static ElasticsearchConfig of(Settings settings, boolean writes) {
    if (writes && !settings.has(ElasticsearchKeys.URL)) {
      throw new ConfigException(
          "sink: 'elasticsearch' needs a server. Right would be: --elasticsearch-url URL...");
    }
    for (Key<?> key : ElasticsearchKeys.ALL) {
      if (!writes && settings.has(key)) {
        throw new ConfigException(
            "%s (given as %s) has no effect here. Right would be: --sink elasticsearch with it, or to leave it out."
                .formatted(key.name(), settings.origin(key)));
      }
    }
    return new ElasticsearchConfig(
        urls(settings),
        settings.get(ElasticsearchKeys.INDEX).orElseThrow(),
        settings.get(ElasticsearchKeys.PER_DAY).orElseThrow().equals("yes"),
        settings.get(ElasticsearchKeys.TEMPLATE).orElseThrow().equals("install"),
        authorization(settings),
        AwsSigning.of(settings, settings.all(ElasticsearchKeys.URL)).orElse(null),
        certificates(settings),
        JobConfig.cloudWatch(settings));
  }

  private static List<String> urls(Settings settings) {
    List<String> urls = settings.all(ElasticsearchKeys.URL);
    if (urls.stream().map(ElasticsearchConfig::path).distinct().count() > 1) {
      throw new ConfigException(
          "elasticsearch-url (given as %s): the servers have different paths. Right would be: the nodes of one cluster."
              .formatted(settings.origin(ElasticsearchKeys.URL)));
    }
    return urls;
  }

  private static String path(String url) {
    return url.replaceFirst("https?://[^/]*", "").replaceFirst("/$", "");
  }

  /** What stands behind host and port; empty for most servers. */
  public String path() {
    return urls.isEmpty() ? "" : path(urls.get(0));
  }

  private static String authorization(Settings settings) {
    Optional<String> apiKey = settings.secret(ElasticsearchKeys.API_KEY);
    Optional<String> user = settings.secret(ElasticsearchKeys.USER);
    Optional<String> password = settings.secret(ElasticsearchKeys.PASSWORD);
    if (user.isPresent() != password.isPresent()) {
      throw new ConfigException(
          "elasticsearch-user and elasticsearch-password belong together. Right would be: both, or neither.");
    }
    refuseTwoWays(settings);
    if (user.isPresent()) {
      byte[] both = (user.get() + ":" + password.orElseThrow()).getBytes(StandardCharsets.UTF_8);
      return "Basic " + Base64.getEncoder().encodeToString(both);
    }
    return apiKey.map(key -> "ApiKey " + key).orElse(null);
  }

  private static void refuseTwoWays(Settings settings) {
    List<String> ways =
        Stream.of(ElasticsearchKeys.API_KEY, ElasticsearchKeys.USER, ElasticsearchKeys.AUTH)
            .filter(settings::has)
            .map(Key::name)
            .toList();
    if (ways.size() > 1) {
      throw new ConfigException(
          "%s and %s are two ways to log in. Right would be: one of the two."
              .formatted(ways.get(0), ways.get(1)));
    }
    if (settings.has(ElasticsearchKeys.REGION) && !settings.has(ElasticsearchKeys.AUTH)) {
      throw new ConfigException(
          "elasticsearch-region (given as %s) has no effect here. Right would be: --elasticsearch-auth aws with it, or to leave it out."
              .formatted(settings.origin(ElasticsearchKeys.REGION)));
    }
  }

  private static String certificates(Settings settings) {
    Optional<String> file = settings.get(ElasticsearchKeys.CA);
    if (file.isEmpty()) {
      return null;
    }
    try {
      byte[] pem = Files.readAllBytes(Path.of(file.get()));
      if (!CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(pem))
          .isEmpty()) {
        return new String(pem, StandardCharsets.ISO_8859_1);
      }
    } catch (IOException | CertificateException e) {
      // Told below, the same for all that can be wrong with it.
    }
    throw new ConfigException(
        "elasticsearch-ca: '%s' (given as %s) holds no certificate that can be read. Right would be: a file with -----BEGIN CERTIFICATE-----."
            .formatted(file.get(), settings.origin(ElasticsearchKeys.CA)));
  }

  /** The same for another index, which is one for all days. */
  public ElasticsearchConfig withIndex(String other) {
    return new ElasticsearchConfig(
        urls, other, false, installsTemplate, authorization, signing, certificates, cloudWatch);
  }

  /** Whether alerts go there. */
  public boolean used() {
    return !urls.isEmpty();
  }

  /** Without what logs in. */
  @Override
  public String toString() {
    return "ElasticsearchConfig[urls=%s, index=%s]".formatted(urls, index);
  }
}
