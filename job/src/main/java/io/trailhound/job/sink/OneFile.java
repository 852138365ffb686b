package io.trailhound.job.sink;

import io.trailhound.job.config.ConfigException;
import java.io.IOException;
import java.util.Collection;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Values in, the lines of one local file out. A checkpoint remembers the file's length, a restore
 * cuts the file to it, so that every line is there once; a start without a checkpoint begins the
 * file anew. Runs with parallelism 1.
 *
 * @param key of the configuration that named the file
 */
record OneFile<T>(String key, String path, EncodeLine<T> encode)
    implements Sink<T>, SupportsWriterState<T, FileLength> {

  @Override
  public StatefulSinkWriter<T, FileLength> createWriter(WriterInitContext context) {
    return open(context, 0);
  }

  @Override
  public StatefulSinkWriter<T, FileLength> restoreWriter(
      WriterInitContext context, Collection<FileLength> restored) {
    long length = 0;
    for (FileLength file : restored) {
      length = file.path().equals(path) ? file.length() : length;
    }
    return open(context, length);
  }

  private OneFileWriter<T> open(WriterInitContext context, long length) {
    int writers = context.getTaskInfo().getNumberOfParallelSubtasks();
    if (writers != 1) {
      throw new IllegalStateException(
          "%s subtasks would write %s; the sink must have parallelism 1".formatted(writers, path));
    }
    try {
      return new OneFileWriter<>(path, length, encode);
    } catch (IOException e) {
      throw new ConfigException(
          "%s: '%s' cannot be written: %s. Right would be: a file in a folder that can be written."
              .formatted(key, path, e));
    }
  }

  @Override
  public SimpleVersionedSerializer<FileLength> getWriterStateSerializer() {
    return new FileLength.Serializer();
  }
}
