package io.trailhound.job;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** Puts objects into a bucket of an S3 server. */
record Bucket(String name) {

  String uri() {
    return "s3p://" + name + "/";
  }

  /** Files as CloudTrail writes them, several at once. */
  void put(Map<String, List<String>> files) {
    files.entrySet().parallelStream()
        .forEach(
            file ->
                put(file.getKey(), "{\"Records\":[" + String.join(",", file.getValue()) + "]}"));
  }

  /** Gzipped when the key says so. */
  void put(String key, String text) {
    Path path = new Path(uri() + key);
    try (OutputStream out = path.getFileSystem().create(path, FileSystem.WriteMode.OVERWRITE);
        OutputStream plain = key.endsWith(".gz") ? new GZIPOutputStream(out) : out) {
      plain.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
