package io.trailhound.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Elasticsearch or OpenSearch as one node without security: a folder for its data comes in, a
 * server that answers goes out.
 */
public final class Elasticsearch implements Program, AutoCloseable {
  /** Two products, one protocol as far as bulk requests and searches go. */
  public enum Product {
    ELASTICSEARCH,
    OPENSEARCH;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Of a program's jvm.options: OpenSearch would write the one beside its own files, and stumbles
   * over a blank in the other.
   */
  private static final List<String> NOT_BY_FILE = List.of("gc.log", "java.io.tmpdir");

  /** What a server gives out at once. */
  private static final int MOST = 10_000;

  private final Product product;
  private final Path folder;
  private final int port;
  private final String heap;
  private final LocalProcess process;

  public Elasticsearch(Product product, Path folder, int port, String heap) {
    this.product = product;
    this.folder = folder.toAbsolutePath();
    this.port = port;
    this.heap = heap;
    this.process = new LocalProcess(product.word(), this.folder, this);
  }

  /** For tests: up, on a free port, and gone with this JVM at the latest. */
  public static Elasticsearch start(Product product, Path folder) {
    Elasticsearch server = new Elasticsearch(product, folder, Ports.free(1).get(0), "512m");
    server.process.endWithThisJvm().start();
    return server;
  }

  /** Where it listens, {@code http://127.0.0.1:PORT}. */
  public String url() {
    return "http://" + Ports.HOST + ":" + port;
  }

  public LocalProcess process() {
    return process;
  }

  /** The documents of an index that is there, in no order; 10,000 at most. */
  public List<String> documents(String index) {
    Http.json("POST", url() + "/" + index + "/_refresh", null);
    JsonNode found = Http.json("GET", url() + "/" + index + "/_search?size=" + MOST, null);
    return StreamSupport.stream(found.at("/hits/hits").spliterator(), false)
        .map(it -> it.get("_source").toString())
        .toList();
  }

  @Override
  public List<String> command() throws IOException {
    Path home = Installation.searchEngine(product.word());
    Path own = folder.resolve(product.word());
    Path config = Files.createDirectories(own.resolve("config"));
    copyWithout(NOT_BY_FILE, home.resolve("config/jvm.options"), config.resolve("jvm.options"));
    Files.write(
        config.resolve("log4j2.properties"),
        Files.readAllBytes(home.resolve("config/log4j2.properties")));
    Files.writeString(config.resolve(product.word() + ".yml"), settings(own));
    Unprivileged.own(own);
    String prefix = product == Product.ELASTICSEARCH ? "ES" : "OPENSEARCH";
    List<String> command = new ArrayList<>(Unprivileged.words());
    command.addAll(
        List.of(
            "env",
            prefix + "_JAVA_HOME=" + System.getProperty("java.home"),
            // It starts more often than it works hard.
            prefix + "_JAVA_OPTS=-XX:TieredStopAtLevel=1 -Xms" + heap + " -Xmx" + heap,
            prefix + "_PATH_CONF=" + config,
            prefix + "_TMPDIR=" + Commands.temporary(folder),
            // Read by the JVMs that start it too, and with quotes around blanks.
            "JDK_JAVA_OPTIONS=" + quoted(Commands.options(folder)),
            home.resolve("bin/" + product.word()).toString()));
    return command;
  }

  @Override
  public boolean answers() {
    return Http.status(url() + "/_cluster/health?wait_for_status=yellow&timeout=1s") == 200;
  }

  @Override
  public void close() {
    process.close();
  }

  private static void copyWithout(List<String> words, Path from, Path to) throws IOException {
    Files.write(
        to,
        Files.readAllLines(from).stream()
            .filter(it -> words.stream().noneMatch(it::contains))
            .toList());
  }

  private static String quoted(List<String> options) {
    return options.stream().map(it -> '"' + it + '"').collect(Collectors.joining(" "));
  }

  private String settings(Path own) {
    return String.format(
        Locale.ROOT,
        """
        cluster.name: trailhound-local
        node.name: local
        discovery.type: single-node
        network.host: %1$s
        http.port: %2$d
        transport.port: 0
        path.data: '%3$s/data'
        path.logs: '%3$s/logs'
        # A nearly full disk is no reason to refuse documents here.
        cluster.routing.allocation.disk.threshold_enabled: false
        %4$s""",
        Ports.HOST,
        port,
        own.toString().replace("'", "''"),
        product == Product.ELASTICSEARCH ? "xpack.security.enabled: false\n" : "");
  }
}
