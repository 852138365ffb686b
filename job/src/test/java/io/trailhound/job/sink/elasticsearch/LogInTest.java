package io.trailhound.job.sink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.trailhound.job.config.Arguments;
import io.trailhound.job.config.ConfigException;
import io.trailhound.job.config.ElasticsearchConfig;
import io.trailhound.job.config.JobConfig;
import io.trailhound.local.Ports;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the sink sends to log in, and whom it trusts. Java's own HTTP server plays no Elasticsearch
 * here, it only looks at the header and gives a status: the servers that tests can have know no
 * users and no TLS.
 */
class LogInTest {
  private static final String PASSWORD = "changeit";

  @TempDir Path folder;
  private final List<String> headers = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;

  @AfterEach
  void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  private void answering(int status) throws Exception {
    begin(HttpServer.create(address(), 0), status);
  }

  private static InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private void begin(HttpServer created, int status) {
    server = created;
    server.createContext(
        "/",
        exchange -> {
          headers.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
  }

  private String url() {
    String scheme = server instanceof HttpsServer ? "https" : "http";
    return scheme + "://" + Ports.HOST + ":" + server.getAddress().getPort();
  }

  private void look(String url, String... more) {
    String[] arguments =
        Stream.concat(
                Stream.of("--input=a", "--sink=elasticsearch", "--elasticsearch-url=" + url),
                Stream.of(more))
            .toArray(String[]::new);
    ElasticsearchConfig config = JobConfig.of(Arguments.parse(arguments)).elasticsearch();
    ElasticsearchCheck.require(config, true);
  }

  private String secret() throws Exception {
    return "file:" + Files.writeString(folder.resolve("secret"), "hush\n");
  }

  @Test
  void anApiKeyIsSent() throws Exception {
    answering(200);
    look(url(), "--elasticsearch-api-key=" + secret());

    assertThat(headers).containsExactly("ApiKey hush");
  }

  @Test
  void aUserIsSentAtOnceAndNotOnlyWhenAsked() throws Exception {
    answering(200);
    look(url(), "--elasticsearch-user=me", "--elasticsearch-password=" + secret());

    assertThat(headers).containsExactly("Basic bWU6aHVzaA==");
  }

  @Test
  void aServerThatDoesNotKnowUsStopsTheStart() throws Exception {
    answering(401);

    assertThatThrownBy(() -> look(url(), "--elasticsearch-api-key=" + secret()))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "elasticsearch-url: %s doesn't let us in: 401. Right would be: a valid --elasticsearch-api-key, or --elasticsearch-user and --elasticsearch-password.",
            url());
    assertThatThrownBy(() -> look(url(), "--elasticsearch-template=none"))
        .hasMessageContaining("doesn't let us in: 401");
  }

  @Test
  void aKeyThatMayOnlyWriteNeedsTheTemplateFromSomebodyElse() throws Exception {
    answering(403);

    assertThatThrownBy(() -> look(url()))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("elasticsearch-template: %s doesn't let us install", url());
    assertThatCode(() -> look(url(), "--elasticsearch-template=none")).doesNotThrowAnyException();
  }

  @Test
  void nobodyThereIsToldOnceWhereTheServerIsNeeded() {
    String nobody = "http://" + Ports.HOST + ":" + Ports.free(1).get(0);

    assertThatThrownBy(() -> look(nobody))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("elasticsearch-url: no answer from " + nobody)
        .hasMessageEndingWith("Right would be: a server that answers within 5 s.");
  }

  @Test
  void theAuthoritiesOfTheFileAreTrustedAndWithoutItThoseOfJava() throws Exception {
    Path certificate = folder.resolve("ca.pem");
    HttpsServer tls = HttpsServer.create(address(), 0);
    tls.setHttpsConfigurator(new HttpsConfigurator(selfSigned(certificate)));
    begin(tls, 200);

    assertThatCode(() -> look(url(), "--elasticsearch-ca=" + certificate))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> look(url()))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("elasticsearch-url: no answer from " + url())
        .hasMessageContaining("unable to find valid certification path");
  }

  /** Java's keytool makes it. */
  private SSLContext selfSigned(Path certificate) throws Exception {
    Path keys = folder.resolve("keys.p12");
    keytool(
        keys, "-genkeypair -alias server -keyalg EC -dname CN=localhost -ext san=ip:" + Ports.HOST);
    keytool(keys, "-exportcert -alias server -rfc -file " + certificate);
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private static void keytool(Path keys, String command) throws Exception {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    line.addAll(List.of(command.split(" ")));
    line.addAll(List.of("-keystore", keys.toString(), "-storetype", "PKCS12"));
    line.addAll(List.of("-storepass", PASSWORD));
    Process keytool =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(keytool.waitFor()).isZero();
  }
}
