package io.trailhound.job;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.trailhound.local.S3;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
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
  private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final S3 server;
  private volatile Predicate<String> refuses = any -> false;
  private volatile String refusal;

  S3Gateway(S3 server) throws IOException {
    this.server = server;
    begin(this::accept);
  }

  /** Makes Flink's file systems in this process speak through it, and give up soon. */
  void connect() {
    Map<String, String> settings = new TreeMap<>(settings());
    settings.put("s3.max-client-retries", "0");
    settings.put("s3.max-error-retries", "0");
    Configuration flink = Configuration.fromMap(settings);
    FileSystem.initialize(flink, PluginUtils.createPluginManagerFromRootFolder(flink));
  }

  /** The server's, with this as its place. */
  Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>(server.flinkSettings());
    settings.put("s3.endpoint", "http://127.0.0.1:" + listening.getLocalPort());
    return settings;
  }

  /**
   * @param requests by their first words: {@code GET /bucket/key}
   */
  void refuse(Predicate<String> requests, int status, String code, String message) {
    String body = "<Error><Code>%s</Code><Message>%s</Message></Error>".formatted(code, message);
    refusal =
        String.format(
            Locale.ROOT,
            "HTTP/1.1 %d \r\nContent-Type: application/xml\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s",
            status,
            body.length(),
            body);
    refuses = requests;
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = listening.accept();
      begin(() -> serve(client));
    }
  }

  /** One request; the answer ends with its connection. */
  private void serve(Socket connection) throws IOException {
    URI to = URI.create(server.url());
    try (Socket client = connection;
        Socket behind = new Socket(to.getHost(), to.getPort())) {
      String head = head(client.getInputStream());
      if (refuses.test(head.replaceFirst("(?s) HTTP/.*", ""))) {
        client.getOutputStream().write(refusal.getBytes(UTF_8));
        return;
      }
      String once =
          head.replaceFirst("(?i)\r\nConnection: [^\r]*", "")
              .replaceFirst("\r\n", "\r\nConnection: close\r\n");
      behind.getOutputStream().write(once.getBytes(ISO_8859_1));
      begin(() -> client.getInputStream().transferTo(behind.getOutputStream()));
      behind.getInputStream().transferTo(client.getOutputStream());
    }
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      head.write(next);
    }
    return head.toString(ISO_8859_1);
  }

  /** What ends with a socket. */
  private interface Work {
    void run() throws IOException;
  }

  private static void begin(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException closed) {
                // The other side has what it wanted, or the test is over.
              }
            },
            "s3-gateway");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
