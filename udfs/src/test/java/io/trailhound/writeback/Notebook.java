package io.trailhound.writeback;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.util.Collector;

/** What to do with state in, what was found out: an operator whose state is held. */
final class Notebook extends KeyedProcessOperator<Long, Notebook.Order, String> {
  private static final long serialVersionUID = 1L;

  private final long most;
  private transient WriteBack<Long> writeBack;

  /** What can be done with state, with an entry of a map where there are several. */
  enum What {
    SET,
    READ,
    CLEAR,
    PUT,
    GET,
    CONTAINS,
    REMOVE,
    READ_ALL,
    KEYS,
    CHANGE_ALL,
    REMOVE_SOME,
    EMPTY,
    PUT_ALL,
    CLEAR_ALL,
    TIMER
  }

  /** One thing to do for a key. */
  record Order(long key, What what, long entry, long value) {}

  /**
   * @param most bytes that are held; an entry counts as some hundred
   */
  Notebook(long most) {
    super(new Notes());
    this.most = most;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    writeBack =
        WriteBack.of(getKeyedStateBackend(), Set.of("number", "numbers"), value -> 100, most);
  }

  @Override
  public void open() throws Exception {
    getRuntimeContext().setKeyedStateStore(writeBack.over(getKeyedStateStore()));
    super.open();
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T, N> InternalTimerService<N> getInternalTimerService(
      String name, TypeSerializer<N> namespaces, Triggerable<T, N> target) {
    return writeBack.timers(
        firing -> super.getInternalTimerService(name, namespaces, firing),
        (Triggerable<Long, N>) target);
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    writeBack.advance(mark.getTimestamp(), timeServiceManager);
    super.processWatermark(mark);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    writeBack.write();
    super.snapshotState(context);
  }

  /** The function in it. */
  private static final class Notes extends KeyedProcessFunction<Long, Order, String> {
    private static final long serialVersionUID = 1L;

    private transient ValueState<Long> number;
    private transient MapState<Long, Long> numbers;

    @Override
    public void open(OpenContext context) {
      number = getRuntimeContext().getState(new ValueStateDescriptor<>("number", Types.LONG));
      numbers =
          getRuntimeContext()
              .getMapState(new MapStateDescriptor<>("numbers", Types.LONG, Types.LONG));
    }

    @Override
    public void processElement(Order order, Context ctx, Collector<String> out) throws Exception {
      switch (order.what()) {
        case SET -> number.update(order.value());
        case READ -> out.collect(order + ": " + number.value());
        case CLEAR -> number.clear();
        case PUT -> numbers.put(order.entry(), order.value());
        case GET -> out.collect(order + ": " + numbers.get(order.entry()));
        case CONTAINS -> out.collect(order + ": " + numbers.contains(order.entry()));
        case REMOVE -> numbers.remove(order.entry());
        case READ_ALL -> out.collect(order + ": " + all());
        case KEYS -> out.collect(order + ": " + keys());
        case CHANGE_ALL -> changeAll(order);
        case REMOVE_SOME -> removeSome(order);
        case EMPTY -> out.collect(order + ": " + numbers.isEmpty());
        case PUT_ALL -> putAll(order);
        case CLEAR_ALL -> numbers.clear();
        case TIMER -> ctx.timerService().registerEventTimeTimer(order.value());
      }
    }

    private Map<Long, Long> all() throws Exception {
      Map<Long, Long> all = new TreeMap<>();
      numbers.entries().forEach(entry -> all.put(entry.getKey(), entry.getValue()));
      return all;
    }

    private long keys() throws Exception {
      long sum = 0;
      for (long key : numbers.keys()) {
        sum += key;
      }
      for (long value : numbers.values()) {
        sum += value;
      }
      return sum;
    }

    private void changeAll(Order order) throws Exception {
      for (Map.Entry<Long, Long> entry : numbers.entries()) {
        entry.setValue(entry.getValue() + order.value());
      }
    }

    private void removeSome(Order order) throws Exception {
      var entries = numbers.iterator();
      while (entries.hasNext()) {
        if (entries.next().getKey() % 3 == order.value() % 3) {
          entries.remove();
        }
      }
    }

    private void putAll(Order order) throws Exception {
      Map<Long, Long> many = new TreeMap<>();
      for (long i = 0; i < 10 * order.entry(); i++) {
        many.put(i, order.value());
      }
      numbers.putAll(many);
    }

    /** A timer may set others, due at once or later. */
    @Override
    public void onTimer(long time, OnTimerContext ctx, Collector<String> out) throws Exception {
      out.collect(time + " fired for " + ctx.getCurrentKey() + ", " + number.value());
      number.update(time);
      if (time % 4 == 1) {
        List.of(time + 1, time + 50).forEach(ctx.timerService()::registerEventTimeTimer);
      }
    }
  }
}
