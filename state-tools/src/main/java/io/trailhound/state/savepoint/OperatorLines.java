package io.trailhound.state.savepoint;

import io.trailhound.detect.KeyedOperator;
import java.io.IOException;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.state.api.input.KeyedStateInputFormat;
import org.apache.flink.state.api.input.operator.KeyedStateReaderOperator;

/**
 * One operator's state in, its {@link StateLine}s out. Flink's format for the source of a job does
 * the work, without the job.
 */
final class OperatorLines<K> implements AutoCloseable {
  private final KeyedStateInputFormat<K, ?, String> format;

  OperatorLines(KeyedOperator<K> operator, OperatorState state, StateBackend backend, Scratch disk)
      throws IOException {
    format =
        new KeyedStateInputFormat<>(
            BufferedState.of(state),
            backend,
            disk.settings(),
            new KeyedStateReaderOperator<>(new ReadState<>(operator), operator.key()),
            LocalFlink.SETTINGS);
    format.setRuntimeContext(LocalFlink.context(state.getMaxParallelism()));
    format.openInputFormat();
    try {
      format.open(format.createInputSplits(1)[0]);
    } catch (IOException | RuntimeException e) {
      format.close();
      throw e;
    }
  }

  /** The next one; null at the end. */
  String next() throws IOException {
    String line = null;
    while (line == null && !format.reachedEnd()) {
      line = format.nextRecord(null); // none, of a key that has timers of others only
    }
    return line;
  }

  @Override
  public void close() throws IOException {
    format.close();
  }
}
