package io.trailhound.job.sink;

import io.trailhound.model.DeadLetter;
import java.util.Optional;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Where one of the job's outputs goes. */
@FunctionalInterface
public interface Output<T> {
  /**
   * Attaches it to the stream, with one subtask: a file has one writer, and all outputs are
   * trickles beside the input.
   *
   * @param name of the operator, which Flink's metrics carry
   * @return what it refuses for good, for the dead letters; empty when it never does
   */
  Optional<DataStream<DeadLetter>> write(DataStream<T> stream, String name);

  /**
   * A sink that takes everything.
   *
   * @param uid of the sink. Each kind of sink has its own, because none can restore what another
   *     kept in a savepoint
   */
  static <T> Output<T> to(String uid, Sink<T> sink) {
    return (stream, name) -> {
      stream.sinkTo(sink).setParallelism(1).name(name).uid(uid);
      return Optional.empty();
    };
  }
}
