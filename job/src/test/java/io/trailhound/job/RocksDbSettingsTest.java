package io.trailhound.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.accumulators.ListAccumulator;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("try") // Flink's cluster may throw anything on close
class RocksDbSettingsTest {
  private static final String WRITE_BUFFER = "state.backend.rocksdb.writebuffer.size";

  @Test
  void whatSomebodySetStands() {
    Configuration given = new Configuration();
    given.setString(WRITE_BUFFER, "64 mb");

    Configuration settings = RocksDbSettings.besides(given);

    assertThat(settings.toMap())
        .doesNotContainKey(WRITE_BUFFER)
        .containsEntry("state.backend.rocksdb.use-bloom-filter", "true")
        .containsEntry("state.backend.rocksdb.memory.partitioned-index-filters", "true");
  }

  /** A cluster's own settings say nothing of it: the job brings them along. */
  @Test
  void theDatabaseOfAJobHasThem(@TempDir Path folder) throws Exception {
    Configuration settings = new Configuration();
    settings.setString("state.backend.type", "rocksdb");
    settings.addAll(RocksDbSettings.besides(settings));
    StreamExecutionEnvironment environment = new StreamExecutionEnvironment(settings);
    environment.setParallelism(1);
    environment
        .fromData(1L)
        .keyBy(number -> number)
        .process(new TellOptions(folder.toString()))
        .sinkTo(new DiscardingSink<>());
    JobGraph job = environment.getStreamGraph().getJobGraph();

    List<String> options;
    try (MiniCluster cluster = new MiniCluster(cluster(folder))) {
      cluster.start();
      options = cluster.executeJobBlocking(job).getAccumulatorResult(TellOptions.NAME);
    }

    assertThat(options)
        .contains("write_buffer_size=4194304", "partition_filters=true")
        .contains("index_type=kTwoLevelIndexSearch")
        .anyMatch(option -> option.startsWith("filter_policy=bloomfilter"));
  }

  private static MiniClusterConfiguration cluster(Path folder) {
    Configuration settings = new Configuration();
    settings.setString("io.tmp.dirs", folder.toString());
    return new MiniClusterConfiguration.Builder()
        .setConfiguration(settings)
        .setNumTaskManagers(1)
        .setNumSlotsPerTaskManager(1)
        .withRandomPorts()
        .build();
  }

  /** Tells what RocksDB itself wrote down of its options. */
  private static final class TellOptions extends KeyedProcessFunction<Long, Long, Long> {
    private static final long serialVersionUID = 1L;
    static final String NAME = "options";

    private final String folder;
    private transient ValueState<Long> state;

    TellOptions(String folder) {
      this.folder = folder;
    }

    @Override
    public void open(OpenContext context) {
      state = getRuntimeContext().getState(new ValueStateDescriptor<>("state", Types.LONG));
      getRuntimeContext().addAccumulator(NAME, new ListAccumulator<String>());
    }

    @Override
    public void processElement(Long number, Context context, Collector<Long> out) throws Exception {
      state.update(number);
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        files
            .filter(file -> file.getFileName().toString().startsWith("OPTIONS-"))
            .flatMap(TellOptions::lines)
            .forEach(getRuntimeContext().<String, ArrayList<String>>getAccumulator(NAME)::add);
      }
    }

    private static Stream<String> lines(Path file) {
      try {
        return Files.readAllLines(file).stream().map(String::strip);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
