package io.trailhound.writeback;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.detect.Rounds;
import io.trailhound.writeback.Notebook.Order;
import io.trailhound.writeback.Notebook.What;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What chance does with state on the heap, and with state that is held in front of a database. */
@SuppressWarnings("try") // Flink's harness may throw anything on close
class WriteBackTest {
  private static final int ORDERS = Rounds.of(2_500);
  private static final long ENOUGH = 1L << 20;

  @ParameterizedTest
  @CsvSource({
    "1,12,1048576",
    "2,12,20000",
    "3,12,3000",
    "4,12,400",
    "5,1,1048576",
    "6,1,3000",
    "7,1,400"
  })
  void findsWhatTheHeapFindsHoweverLittleIsHeld(long seed, int keys, long most) throws Exception {
    List<Order> orders = orders(new Random(seed), keys);

    assertThat(results(orders, seed, QuickDatabase.backend(), most))
        .containsExactlyElementsOf(results(orders, seed, new HashMapStateBackend(), most));
  }

  @Test
  void whatIsOverBeforeACheckpointNeverGetsToTheDatabase() throws Exception {
    try (var harness = harness(QuickDatabase.backend(), ENOUGH, null)) {
      harness.processElement(new Order(1, What.GET, 5, 0), 0);
      harness.processElement(new Order(1, What.PUT, 5, 7), 0);
      harness.processElement(new Order(1, What.READ, 0, 0), 0);
      harness.processElement(new Order(1, What.SET, 0, 7), 0);
      harness.processElement(new Order(1, What.TIMER, 0, 10), 0);

      assertThat(keys(harness)).isZero();
      assertThat(harness.numEventTimeTimers()).isZero();

      harness.snapshot(1, 1);
      assertThat(keys(harness)).isEqualTo(2);
      assertThat(harness.numEventTimeTimers()).isEqualTo(1);
    }
  }

  @Test
  void theDatabaseIsNotAskedForKeysThatItNeverHad() throws Exception {
    assertThat(found(new Order(2, What.PUT, 5, 7), 3, What.GET, What.GET))
        .satisfiesExactly(
            three -> assertThat(three).endsWith(": null"), two -> assertThat(two).endsWith(": 7"));
  }

  @Test
  void norForStatesThatItNeverHadOfAKey() throws Exception {
    assertThat(found(new Order(2, What.SET, 0, 7), 2, What.GET, What.READ))
        .satisfiesExactly(
            map -> assertThat(map).endsWith(": null"), value -> assertThat(value).endsWith(": 7"));
  }

  /**
   * What is found behind a restart.
   *
   * @param before what was done before it, for key 2
   * @param key one that gets an entry behind the operator's back
   * @param ofKey what is looked for of that one
   * @param ofTwo and of key 2
   */
  private static List<String> found(Order before, long key, What ofKey, What ofTwo)
      throws Exception {
    OperatorSubtaskState state;
    try (var harness = harness(QuickDatabase.backend(), ENOUGH, null)) {
      harness.processElement(before, 0);
      state = harness.snapshot(1, 1);
    }
    try (var harness = harness(QuickDatabase.backend(), ENOUGH, state)) {
      store(harness, key, 5);
      harness.processElement(new Order(key, ofKey, 5, 0), 0);
      harness.processElement(new Order(2, ofTwo, 5, 0), 0);
      return harness.extractOutputValues();
    }
  }

  @Test
  void oneKeyHoldsNoMoreThanThereIsRoomFor() throws Exception {
    try (var harness = harness(QuickDatabase.backend(), 20_000, null)) {
      for (int entry = 0; entry < 1_000; entry++) {
        harness.processElement(new Order(1, What.PUT, entry, 7), 0);
      }

      assertThat(stored(harness)).hasSizeBetween(800, 999);
    }
  }

  @Test
  void aTimerThatIsInTheDatabaseAndSetAgainFiresOnce() throws Exception {
    try (var harness = harness(QuickDatabase.backend(), ENOUGH, null)) {
      harness.processElement(new Order(1, What.TIMER, 0, 12), 0);
      harness.snapshot(1, 1);
      harness.processElement(new Order(1, What.TIMER, 0, 12), 0);
      harness.processWatermark(new Watermark(100));

      assertThat(harness.extractOutputValues()).containsExactly("12 fired for 1, null");
    }
  }

  @Test
  void timersOfBothPlacesFireInTheOrderOfTime() throws Exception {
    try (var harness = harness(QuickDatabase.backend(), ENOUGH, null)) {
      for (long time : List.of(40, 20)) {
        harness.processElement(new Order(1, What.TIMER, 0, time), 0);
      }
      harness.snapshot(1, 1);
      for (long time : List.of(30, 10)) {
        harness.processElement(new Order(1, What.TIMER, 0, time), 0);
      }
      harness.processWatermark(new Watermark(100));

      assertThat(harness.extractOutputValues())
          .containsExactly(
              "10 fired for 1, null",
              "20 fired for 1, 10",
              "30 fired for 1, 20",
              "40 fired for 1, 30");
    }
  }

  /** With restarts between, and the watermark behind. */
  private static List<String> results(
      List<Order> orders, long seed, StateBackend backend, long most) throws Exception {
    Random random = new Random(seed);
    List<String> results = new ArrayList<>();
    OperatorSubtaskState state = null;
    long watermark = 0;
    for (int at = 0; at < orders.size(); ) {
      try (var harness = harness(backend, most, state)) {
        for (int end = Math.min(orders.size(), at + random.nextInt(900)); at < end; at++) {
          harness.processElement(orders.get(at), 0);
          if (random.nextInt(10) == 0) {
            results.addAll(taken(harness, false));
            harness.processWatermark(new Watermark(++watermark * 10));
            results.addAll(taken(harness, true));
          } else if (random.nextInt(100) == 0) {
            harness.snapshot(1, 1);
          }
        }
        results.addAll(taken(harness, false));
        state = harness.snapshot(1, 1);
      }
    }
    return results;
  }

  /**
   * @param sorted timers of one time fire in any order of keys
   */
  private static List<String> taken(
      KeyedOneInputStreamOperatorTestHarness<Long, Order, String> harness, boolean sorted) {
    List<String> taken = new ArrayList<>(harness.extractOutputValues());
    harness.getOutput().clear();
    if (sorted) {
      taken.sort(null);
    }
    return taken;
  }

  private static List<Order> orders(Random random, int keys) {
    return Stream.generate(() -> order(random, keys)).limit(ORDERS).toList();
  }

  private static Order order(Random random, int keys) {
    What[] all = What.values();
    What what = all[random.nextInt(all.length)];
    if (what == What.CLEAR_ALL && random.nextInt(4) > 0) {
      what = What.READ_ALL;
    }
    int entry = random.nextInt(random.nextInt(20) == 0 ? 40 : 6);
    return new Order(random.nextInt(keys), what, entry, random.nextInt(8_000));
  }

  private static KeyedOneInputStreamOperatorTestHarness<Long, Order, String> harness(
      StateBackend backend, long most, OperatorSubtaskState state) throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(new Notebook(most), Order::key, Types.LONG);
    harness.setStateBackend(backend);
    harness.setup(
        Types.STRING.createSerializer(harness.getExecutionConfig().getSerializerConfig()));
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    return harness;
  }

  /** The entries of key 1 in the database. */
  private static Iterable<Long> stored(
      KeyedOneInputStreamOperatorTestHarness<Long, Order, String> harness) throws Exception {
    return numbers(harness, 1).keys();
  }

  /** Puts an entry into the database behind the operator's back. */
  private static void store(
      KeyedOneInputStreamOperatorTestHarness<Long, Order, String> harness, long key, long entry)
      throws Exception {
    numbers(harness, key).put(entry, 9L);
  }

  private static MapState<Long, Long> numbers(
      KeyedOneInputStreamOperatorTestHarness<Long, Order, String> harness, long key)
      throws Exception {
    KeyedStateBackend<Long> backend =
        ((AbstractStreamOperator<?>) harness.getOperator()).getKeyedStateBackend();
    backend.setCurrentKey(key);
    return backend.getPartitionedState(
        VoidNamespace.INSTANCE,
        VoidNamespaceSerializer.INSTANCE,
        new MapStateDescriptor<>("numbers", Types.LONG, Types.LONG));
  }

  private static long keys(KeyedOneInputStreamOperatorTestHarness<Long, Order, String> harness) {
    AbstractStreamOperator<?> operator = (AbstractStreamOperator<?>) harness.getOperator();
    return Stream.of("number", "numbers")
        .mapToLong(
            name -> operator.getKeyedStateBackend().getKeys(name, VoidNamespace.INSTANCE).count())
        .sum();
  }
}
