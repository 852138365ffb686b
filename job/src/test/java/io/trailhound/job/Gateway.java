package io.trailhound.job;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Before a real server that speaks HTTP: requests in, out an answer that this server has no reason
 * to give; all else is the server's own.
 */
public final class Gateway implements AutoCloseable {
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: *(\\d+)");

  private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final URI server;
  private volatile Predicate<String> refuses = any -> false;
  private volatile String refusal;

  public Gateway(String server) throws IOException {
    this.server = URI.create(server);
    begin(this::accept);
  }

  /** Where it listens, {@code http://127.0.0.1:PORT}. */
  public String url() {
    return "http://127.0.0.1:" + listening.getLocalPort();
  }

  /**
   * @param requests by their heads, which begin with {@code GET /path}
   * @param answer head and body
   */
  public void refuse(Predicate<String> requests, String answer) {
    refusal = answer;
    refuses = requests;
  }

  /** A refusal as AWS's JSON services word it, in whatever form the rest is. */
  public static String refusal(String error) {
    return "HTTP/1.1 400 Bad Request\r\nx-amzn-ErrorType: "
        + error
        + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = listening.accept();
      begin(() -> serve(client));
    }
  }

  /** One request; the answer ends with its connection. */
  private void serve(Socket connection) throws IOException {
    try (Socket client = connection;
        Socket behind = new Socket(server.getHost(), server.getPort())) {
      String head = head(client.getInputStream());
      if (refuses.test(head)) {
        // Bytes that nobody has read would end the connection before the answer is there.
        var unused = client.getInputStream().readNBytes(length(head));
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

  private static int length(String head) {
    Matcher length = LENGTH.matcher(head);
    return length.find() ? Integer.parseInt(length.group(1)) : 0;
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
            "gateway");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
