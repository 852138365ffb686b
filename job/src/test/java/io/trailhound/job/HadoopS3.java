package io.trailhound.job;

import io.trailhound.local.S3;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.DefaultPluginManager;
import org.apache.flink.core.plugin.DirectoryBasedPluginFinder;

/** Flink's other plugin for S3, which is what Amazon's Managed Flink has. */
final class HadoopS3 {
  /** The presto plugin's folder, beside which the build put this one. */
  private static final Path FOLDER =
      Path.of(System.getenv("FLINK_PLUGINS_DIR")).resolveSibling("other-plugins");

  private HadoopS3() {}

  /** Makes Flink's file systems in this process speak to {@code server} by this plugin alone. */
  static void connect(S3 server) throws IOException {
    connect(server.flinkSettings());
  }

  /** The same through something that refuses; the plugin gives up soon. */
  static void connect(S3Gateway gateway) throws IOException {
    connect(gateway.settings());
  }

  private static void connect(Map<String, String> place) throws IOException {
    Map<String, String> all = new TreeMap<>(place);
    // The server that stands for S3 doesn't answer when markers of folders above are deleted.
    all.put("fs.s3a.directory.marker.retention", "keep");
    all.put("fs.s3a.attempts.maximum", "1");
    all.put("fs.s3a.retry.limit", "1");
    all.put("fs.s3a.retry.interval", "10ms");
    Configuration settings = Configuration.fromMap(all);
    FileSystem.initialize(
        settings,
        new DefaultPluginManager(
            new DirectoryBasedPluginFinder(FOLDER).findPlugins(),
            CoreOptions.getPluginParentFirstLoaderPatterns(settings)));
  }
}
