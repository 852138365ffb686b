package io.trailhound.job.cli;

import io.trailhound.job.config.ConfigException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a cluster's REST interface is: the option's text comes in, host and port go out. */
record ClusterAddress(String host, int port, boolean localStack) {
  /** What stands for the address of the local stack. */
  static final String LOCAL_STACK = "the local stack";

  private static final Pattern ADDRESS = Pattern.compile("(?:http://)?([^:/]+):(\\d{1,5})/?");
  private static final String FLINK_PORT = "flink-port";

  static ClusterAddress of(String text) {
    if (text.equals(LOCAL_STACK)) {
      return new ClusterAddress("127.0.0.1", localStackPort(), true);
    }
    Matcher address = ADDRESS.matcher(text);
    if (!address.matches() || Integer.parseInt(address.group(2)) > 65535) {
      throw new ConfigException(
          "cluster: '%s' is no address. Right would be: --cluster HOST:PORT, of Flink's REST interface."
              .formatted(text));
    }
    return new ClusterAddress(address.group(1), Integer.parseInt(address.group(2)), false);
  }

  String url() {
    return "http://" + host + ":" + port;
  }

  /** What {@code trailhound stack up} left in its folder, or what it would take by default. */
  private static int localStackPort() {
    String folder = System.getenv("TRAILHOUND_STACK");
    Path home = Path.of(System.getProperty("user.home"), ".trailhound", "stack");
    Path file = (folder == null ? home : Path.of(folder)).resolve("stack.properties");
    Properties properties = new Properties();
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      } catch (IOException e) {
        throw new ClusterException("%s can't be read: %s".formatted(file, e.getMessage()), e);
      }
    }
    return Integer.parseInt(properties.getProperty(FLINK_PORT, "8081"));
  }
}
