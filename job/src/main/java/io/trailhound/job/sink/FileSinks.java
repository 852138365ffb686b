package io.trailhound.job.sink;

import io.trailhound.alert.AlertFormat;
import io.trailhound.job.config.ConfigException;
import io.trailhound.job.config.OutputFiles;
import io.trailhound.model.Alert;
import io.trailhound.model.DeadLetter;
import io.trailhound.text.UserPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;

/**
 * A path in, a sink of lines out. A path that ends with {@code /}, or that is a folder already,
 * gets Flink's part files, finished with each checkpoint and at the end of input; any other path is
 * one local file that grows by a line as soon as there is one ({@link OneFile}).
 */
public final class FileSinks {
  private FileSinks() {}

  public static Sink<Alert> alerts(String path, AlertFormat documents) {
    return lines("alerts", path, documents::toJson);
  }

  public static Sink<Alert> incidents(String path, AlertFormat documents) {
    return lines("incidents", path, documents::toJson);
  }

  public static Sink<DeadLetter> deadLetters(String path) {
    return lines("dead-letters", path, new DeadLetterJson());
  }

  public static Sink<DeadLetter> late(String path) {
    return lines("late", path, new DeadLetterJson());
  }

  private static <T> Sink<T> lines(String key, String path, EncodeLine<T> encode) {
    boolean remote = !UserPath.isHere(path);
    if (OutputFiles.isFolder(path)) {
      if (remote) {
        refuseWhatCannotGoOn(key, path);
      }
      return FileSink.<T>forRowFormat(
              UserPath.of(path),
              (value, out) ->
                  out.write((encode.encode(value) + "\n").getBytes(StandardCharsets.UTF_8)))
          .withRollingPolicy(OnCheckpointRollingPolicy.build())
          .build();
    }
    if (remote) {
      throw new ConfigException(
          "%s: '%s' is one file on %s, which cannot be written line by line. Right would be: a folder there, with a / at its end."
              .formatted(key, path, scheme(path)));
    }
    return new OneFile<>(key, UserPath.local(path).toString(), encode);
  }

  private static String scheme(String path) {
    return UserPath.of(path).toUri().getScheme();
  }

  private static void refuseWhatCannotGoOn(String key, String path) {
    try {
      UserPath.of(path).getFileSystem().createRecoverableWriter();
    } catch (UnsupportedOperationException | UnsupportedFileSystemSchemeException cannot) {
      throw new ConfigException(
          "%s: '%s' cannot be written: what reads %s:// here cannot go on with a file after a restart. Right would be: a local or shared folder, or another sink (docs/files.md)."
              .formatted(key, path, scheme(path)));
    } catch (IOException unreachable) {
      throw new ConfigException(
          "%s: '%s' cannot be written: %s. Right would be: a folder that can be written."
              .formatted(key, path, unreachable.getMessage()));
    }
  }
}
