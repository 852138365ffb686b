package io.trailhound.job.sink.elasticsearch;

import io.trailhound.job.config.ElasticsearchConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.http.Header;
import org.apache.http.HttpHeaders;
import org.apache.http.HttpHost;
import org.apache.http.impl.nio.client.HttpAsyncClientBuilder;
import org.apache.http.message.BasicHeader;
import org.elasticsearch.client.RestClient;
import org.elasticsearch.client.RestClientBuilder;

/**
 * The configuration in, a client out that logs in and trusts as configured. It's Elastic's
 * low-level one, which doesn't ask what product answers.
 */
final class Connection {
  static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

  private Connection() {}

  static RestClient open(ElasticsearchConfig config) {
    HttpHost[] hosts = config.urls().stream().map(Connection::host).toArray(HttpHost[]::new);
    RestClientBuilder builder = RestClient.builder(hosts);
    builder.setRequestConfigCallback(
        request ->
            request
                .setConnectTimeout((int) CONNECT_TIMEOUT.toMillis())
                .setSocketTimeout((int) ANSWER_TIMEOUT.toMillis()));
    if (!config.path().isEmpty()) {
      builder.setPathPrefix(config.path());
    }
    if (config.authorization() != null) {
      builder.setDefaultHeaders(
          new Header[] {new BasicHeader(HttpHeaders.AUTHORIZATION, config.authorization())});
    }
    builder.setHttpClientConfigCallback(http -> logsInAndTrusts(http, config));
    return builder.build();
  }

  static void close(RestClient client) {
    try {
      client.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpAsyncClientBuilder logsInAndTrusts(
      HttpAsyncClientBuilder http, ElasticsearchConfig config) {
    if (config.signing() != null) {
      http.addInterceptorLast(new AwsSignature(config.signing()));
    }
    if (config.certificates() != null) {
      http.setSSLContext(trust(config.certificates()));
    }
    return http;
  }

  private static HttpHost host(String url) {
    return HttpHost.create(url.replaceFirst("^(https?://[^/]*).*", "$1"));
  }

  private static SSLContext trust(String pem) {
    try {
      KeyStore authorities = KeyStore.getInstance(KeyStore.getDefaultType());
      authorities.load(null, null);
      byte[] bytes = pem.getBytes(StandardCharsets.ISO_8859_1);
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(bytes))) {
        authorities.setCertificateEntry("ca-" + authorities.size(), certificate);
      }
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(authorities);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("certificates that could be read before", e);
    }
  }
}
