package io.trailhound.job.source.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trailhound.job.Gateway;
import io.trailhound.job.Servers;
import io.trailhound.job.TrailStream;
import io.trailhound.job.WithServers;
import io.trailhound.job.config.KinesisConfig;
import io.trailhound.local.Kinesis;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One shard of a real server, read batch by batch. */
@ExtendWith(WithServers.class)
class ShardCursorIT {
  private static final String FIRST = "shardId-000000000000";

  private static TrailStream stream;
  private static Kinesis server;
  private static KinesisStream reading;

  private final Counters counters = new Counters();
  private ShardMetrics metrics;

  /** Metrics by their names. */
  private static final class Counters extends UnregisteredMetricsGroup {
    private final Map<String, Counter> counters = new HashMap<>();
    private final Map<String, Gauge<?>> gauges = new HashMap<>();

    @Override
    public MetricGroup addGroup(String name) {
      return this;
    }

    @Override
    public Counter counter(String name) {
      return counters.computeIfAbsent(name, it -> new SimpleCounter());
    }

    @Override
    public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
      gauges.put(name, gauge);
      return gauge;
    }

    private long count(String name) {
      return counters.get(name).getCount();
    }
  }

  @BeforeAll
  static void aStreamOfFiveShards(Servers servers) throws Exception {
    server = servers.kinesis();
    stream = TrailStream.create(server, "cursor", 2);
    stream.send(List.of(bytes("a"), bytes("x"), Packed.of(List.of(bytes("b"), bytes("c")))));
    stream.split();
    stream.merge();
    reading = KinesisStream.openToRead(config(stream.name()));
  }

  @BeforeEach
  void begin() {
    metrics = new ShardMetrics(counters);
  }

  private static KinesisConfig config(String name) {
    return config(name, server.url());
  }

  private static KinesisConfig config(String name, String endpoint) {
    return new KinesisConfig(
        name, "earliest", Duration.ofMinutes(1), null, URI.create(endpoint), false);
  }

  @Test
  void allShardsAreListedPageByPage() throws IOException {
    List<ListedShard> shards = new KinesisStream(stream.client(), config("cursor"), 2).shards();

    assertThat(shards)
        .extracting(ListedShard::id)
        .containsExactly(
            FIRST,
            "shardId-000000000001",
            "shardId-000000000002",
            "shardId-000000000003",
            "shardId-000000000004");
    assertThat(shards.get(2).parents()).containsExactly(FIRST);
    assertThat(shards.get(4).parents())
        .containsExactlyInAnyOrder("shardId-000000000001", "shardId-000000000003");
  }

  @Test
  void aShardThatWasSplitEndsWithItsChildren() throws IOException {
    List<ShardItem> items = readAll(ShardSplit.begin(FIRST, Position.EARLIEST));

    assertThat(texts(items)).containsExactly("a", "b", "c");
    assertThat(items.get(items.size() - 1))
        .isEqualTo(new ShardItem.End(List.of("shardId-000000000002", "shardId-000000000003")));
    assertThat(counters.gauges.get("millisBehindLatest").getValue()).isEqualTo(0L);
  }

  @Test
  void itGoesOnWhereItWasLeftAmongPackedRecordsToo() throws IOException {
    List<ShardItem.UserRecord> all = records(readAll(ShardSplit.begin(FIRST, Position.EARLIEST)));
    ShardItem.UserRecord second = all.get(1);

    assertThat(texts(readAll(at(Position.within(second.sequence(), 1))))).containsExactly("c");
    assertThat(texts(readAll(at(Position.after(all.get(0).sequence()))))).containsExactly("b", "c");
    assertThat(texts(readAll(at(Position.after(second.sequence()))))).isEmpty();
  }

  @Test
  void anOpenShardIsReadToItsEnd() throws IOException {
    ShardBatch batch =
        new ShardCursor(
                reading, metrics, ShardSplit.begin("shardId-000000000004", Position.EARLIEST))
            .read();

    assertThat(batch.isLast()).isFalse();
    assertThat(items(batch))
        .singleElement()
        .matches(item -> item instanceof ShardItem.ReadTo read && read.end());
  }

  /** The service no longer lists it. */
  @Test
  void aShardThatHasExpiredHasEndedAndIsCounted() throws IOException {
    List<ShardItem> items = readAll(ShardSplit.begin("shardId-000000000099", Position.EARLIEST));

    assertThat(items).containsExactly(new ShardItem.End(List.of()));
    assertThat(counters.count("shardsTrimmed")).isEqualTo(1);
  }

  @Test
  void aShardThatWasLeftForLongerThanItsRecordsAreKeptIsCounted() throws IOException {
    long now = System.currentTimeMillis();
    Position position = Position.EARLIEST;
    readAll(new ShardSplit(FIRST, position, now - Duration.ofHours(20).toMillis(), false));
    assertThat(counters.count("shardsTrimmed")).isZero();

    readAll(new ShardSplit(FIRST, position, now - Duration.ofHours(30).toMillis(), false));
    assertThat(counters.count("shardsTrimmed")).isEqualTo(1);
  }

  /** Where an answer may still come, the shard isn't given up. */
  @Test
  void aStreamThatIsNotThereIsAFailureThatMayPass() throws IOException {
    try (KinesisStream absent = KinesisStream.openToRead(config("absent"))) {
      ShardBatch batch =
          new ShardCursor(absent, metrics, ShardSplit.begin(FIRST, Position.EARLIEST)).read();

      assertThat(batch.isLast()).isFalse();
      assertThat(items(batch))
          .singleElement()
          .matches(item -> item instanceof ShardItem.ReadTo read && !read.end());
      assertThat(counters.count("streamFailures")).isEqualTo(1);
    }
  }

  /** As the service says it of a stream that was deleted and made again under the same name. */
  @Test
  void aPositionOfAnotherStreamEndsTheJobWithAMessage() throws IOException {
    try (Gateway gateway = new Gateway(server.url());
        KinesisStream again = KinesisStream.openToRead(config("cursor", gateway.url()))) {
      gateway.refuse(head -> true, Gateway.refusal("InvalidArgumentException"));
      ShardCursor cursor = new ShardCursor(again, metrics, at(Position.after("123")));

      assertThatThrownBy(cursor::read)
          .hasMessageStartingWith(FIRST + " cannot be read from where the savepoint left it: ")
          .hasMessageContaining("Right would be: to start without the savepoint");
    }
  }

  private static ShardSplit at(Position position) {
    return new ShardSplit(FIRST, position, 0, false);
  }

  private List<ShardItem> readAll(ShardSplit split) throws IOException {
    ShardCursor cursor = new ShardCursor(reading, metrics, split);
    List<ShardItem> all = new ArrayList<>();
    ShardBatch batch;
    do {
      batch = cursor.read();
      all.addAll(items(batch));
    } while (!batch.isLast());
    return all;
  }

  private static List<ShardItem> items(ShardBatch batch) {
    List<ShardItem> items = new ArrayList<>();
    if (batch.nextSplit() != null) {
      for (var item = batch.nextRecordFromSplit();
          item != null;
          item = batch.nextRecordFromSplit()) {
        items.add(item);
      }
    }
    return items;
  }

  private static List<ShardItem.UserRecord> records(List<ShardItem> items) {
    return items.stream()
        .filter(ShardItem.UserRecord.class::isInstance)
        .map(ShardItem.UserRecord.class::cast)
        .toList();
  }

  private static List<String> texts(List<ShardItem> items) {
    return records(items).stream().map(record -> new String(record.data(), UTF_8)).toList();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
