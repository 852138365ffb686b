package io.trailhound.state;

import io.trailhound.detect.KeyedOperator;
import java.io.IOException;
import java.io.PrintWriter;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.fs.Path;
import org.apache.flink.state.api.OperatorIdentifier;
import org.apache.flink.state.api.OperatorTransformation;
import org.apache.flink.state.api.SavepointWriter;
import org.apache.flink.state.api.StateBootstrapTransformation;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A savepoint that is being written: lines of state for its operators come in, and a savepoint it's
 * based on, of which everything else is taken over. Written in the canonical form, which every
 * backend restores; on disk as it grows, so memory stays bounded.
 */
final class NewSavepoint {
  /** Flink's own default for parallelisms up to 85, and so that of nearly every job. */
  static final int KEY_GROUPS = 128;

  private final String path;
  private final StreamExecutionEnvironment environment;
  private final SavepointWriter writer;
  private final int keyGroups;

  private NewSavepoint(
      String path, StreamExecutionEnvironment environment, SavepointWriter writer, int keyGroups) {
    this.path = path;
    this.environment = environment;
    this.writer = writer;
    this.keyGroups = keyGroups;
  }

  /**
   * @throws StateException when there's something at {@code path} already
   */
  static NewSavepoint empty(String path, int keyGroups) {
    requireAbsent(path);
    StreamExecutionEnvironment environment = LocalFlink.environment();
    return new NewSavepoint(
        path,
        environment,
        SavepointWriter.newSavepoint(environment, new EmbeddedRocksDBStateBackend(), keyGroups),
        keyGroups);
  }

  /**
   * @throws StateException when there's something at {@code path} already
   */
  static NewSavepoint basedOn(Savepoint base, String path) throws IOException {
    requireAbsent(path);
    StreamExecutionEnvironment environment = LocalFlink.environment();
    SavepointWriter writer =
        SavepointWriter.fromExistingSavepoint(
            environment, base.path(), new EmbeddedRocksDBStateBackend());
    return new NewSavepoint(path, environment, writer, base.keyGroups());
  }

  /**
   * @throws StateException when there's something at {@code path}
   */
  static void requireAbsent(String path) {
    try {
      Path folder = new Path(path);
      if (folder.getFileSystem().exists(folder)) {
        throw new StateException(
            "out: '%s' exists. Right would be: a folder that doesn't.".formatted(path));
      }
    } catch (IOException e) {
      throw new StateException(
          "out: '%s' cannot be looked at: %s.".formatted(path, e.getMessage()));
    }
  }

  StreamExecutionEnvironment environment() {
    return environment;
  }

  /** Leaves out what the base has of an operator. */
  void remove(KeyedOperator<?> operator) {
    var unused = writer.removeOperator(OperatorIdentifier.forUid(operator.uid()));
  }

  /** Gives an operator the state of all lines that are about it. */
  <K> void write(KeyedOperator<K> operator, DataStream<String> lines) {
    String uid = operator.uid();
    Class<K> keyClass = operator.key().getTypeClass();
    StateBootstrapTransformation<String> state =
        OperatorTransformation.bootstrapWith(
                lines
                    .filter(line -> StateLine.operator(line).equals(uid))
                    .map(new RequireState(operator)))
            .setMaxParallelism(keyGroups)
            .keyBy(line -> StateLine.parse(line).key(keyClass), operator.key())
            .transform((id, folder) -> new WriteState.Factory(operator, id, folder));
    var unused = writer.withOperator(OperatorIdentifier.forUid(uid), state);
  }

  /** Writes it, telling how far that is. */
  @SuppressWarnings("try") // closing is all there is to do with it
  void finish(PrintWriter err) throws Exception {
    environment.setRuntimeMode(RuntimeExecutionMode.AUTOMATIC);
    writer.write(path);
    JobClient job = environment.executeAsync("state to " + path);
    try (JobProgress progress = new JobProgress(job, "lines written", err)) {
      progress.end();
    }
  }
}
