package io.trailhound.job;

import io.trailhound.local.S3;
import io.trailhound.text.S3Spelling;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.PluginUtils;

/** A bucket of an S3 server, reached through one of Flink's plugins. */
public record Bucket(S3 server, String name) {

  /** Makes Flink's file systems in this process speak to {@code server}, by the presto plugin. */
  public static void connect(S3 server) {
    Configuration settings = Configuration.fromMap(server.flinkSettings());
    FileSystem.initialize(settings, PluginUtils.createPluginManagerFromRootFolder(settings));
  }

  public static Bucket create(S3 server, String name) throws IOException {
    Files.createDirectories(server.buckets().resolve(name));
    return new Bucket(server, name);
  }

  String uri() {
    return "s3p://" + name + "/";
  }

  /** Files as CloudTrail writes them, several at once. */
  public void put(Map<String, List<String>> files) {
    files.entrySet().parallelStream()
        .forEach(
            file ->
                put(file.getKey(), "{\"Records\":[" + String.join(",", file.getValue()) + "]}"));
  }

  void put(String key, String text) {
    put(key, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Gzipped when the key says so. */
  void put(String key, byte[] bytes) {
    var path = S3Spelling.loaded(new org.apache.flink.core.fs.Path(uri() + key));
    try (OutputStream out = path.getFileSystem().create(path, FileSystem.WriteMode.OVERWRITE);
        OutputStream plain = key.endsWith(".gz") ? new GZIPOutputStream(out) : out) {
      plain.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Copies objects one after the other to another bucket, on the server's disk: each appears whole
   * as with a PUT, and thousands take no time.
   */
  void deliver(List<String> keys, Bucket to) throws IOException {
    for (String key : keys) {
      Path target = to.path(key);
      Path partial = target.resolveSibling("." + target.getFileName());
      Files.createDirectories(target.getParent());
      Files.copy(path(key), partial, StandardCopyOption.COPY_ATTRIBUTES);
      Files.move(partial, target);
    }
  }

  private Path path(String key) {
    return server.buckets().resolve(name).resolve(key);
  }
}
