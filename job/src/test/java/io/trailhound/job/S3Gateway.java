package io.trailhound.job;

import io.trailhound.local.S3;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.PluginUtils;

/**
 * Before a real S3 server: requests in, out an answer that this server has no reason to give, as S3
 * words it (an object in Glacier, a key that may not be used); all else is the server's own.
 */
final class S3Gateway implements AutoCloseable {
  private final S3 server;
  private final Gateway gateway;

  S3Gateway(S3 server) throws IOException {
    this.server = server;
    this.gateway = new Gateway(server.url());
  }

  /**
   * Makes Flink's file systems in this process speak through it, and give up at the first error,
   * which a slow answer isn't.
   */
  void connect() {
    Map<String, String> settings = new TreeMap<>(settings());
    settings.put("s3.max-client-retries", "0");
    settings.put("s3.max-error-retries", "0");
    settings.put("s3.socket-timeout", "10m");
    settings.put("s3.connect-timeout", "10m");
    Configuration flink = Configuration.fromMap(settings);
    FileSystem.initialize(flink, PluginUtils.createPluginManagerFromRootFolder(flink));
  }

  /** The server's, with this as its place. */
  Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>(server.flinkSettings());
    settings.put("s3.endpoint", gateway.url());
    return settings;
  }

  /**
   * @param requests by their first words: {@code GET /bucket/key}
   */
  void refuse(Predicate<String> requests, int status, String code, String message) {
    String body = "<Error><Code>%s</Code><Message>%s</Message></Error>".formatted(code, message);
    gateway.refuse(
        head -> requests.test(head.replaceFirst("(?s) HTTP/.*", "")),
        String.format(
            Locale.ROOT,
            "HTTP/1.1 %d \r\nContent-Type: application/xml\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s",
            status,
            body.length(),
            body));
  }

  @Override
  public void close() throws IOException {
    gateway.close();
  }
}
