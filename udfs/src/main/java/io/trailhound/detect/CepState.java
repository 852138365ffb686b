package io.trailhound.detect;

import io.trailhound.model.Signal;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.IntSerializer;
import org.apache.flink.api.common.typeutils.base.ListSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.cep.nfa.NFAState;
import org.apache.flink.cep.nfa.NFAStateSerializer;
import org.apache.flink.cep.nfa.sharedbuffer.EventId;
import org.apache.flink.cep.nfa.sharedbuffer.Lockable;
import org.apache.flink.cep.nfa.sharedbuffer.NodeId;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBufferNode;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBufferNodeSerializer;

/**
 * What Flink's CEP operator keeps of the chains of a group, under the names of Flink 2.2. They are
 * Flink's business, and described here only so that chains that have begun can be carried from one
 * savepoint to another.
 */
public final class CepState {
  /** Of the timers, by which the operator waits for the next watermark. */
  public static final String TIMER_SERVICE = "watermark-callbacks";

  /** Steps that wait for the watermark, by their time. */
  public static final MapStateDescriptor<Long, List<Signal>> QUEUE =
      new MapStateDescriptor<>(
          "eventQueuesStateName", LongSerializer.INSTANCE, new ListSerializer<>(signal()));

  private static final ValueStateDescriptor<NFAState> CHAINS =
      new ValueStateDescriptor<>("nfaStateName", new NFAStateSerializer());

  private static final MapStateDescriptor<EventId, Lockable<Signal>> STEPS =
      new MapStateDescriptor<>(
          "sharedBuffer-events",
          EventId.EventIdSerializer.INSTANCE,
          new Lockable.LockableTypeSerializer<>(signal()));

  private static final MapStateDescriptor<NodeId, Lockable<SharedBufferNode>> LINKS =
      new MapStateDescriptor<>(
          "sharedBuffer-entries-with-lockable-edges",
          new NodeId.NodeIdSerializer(),
          new Lockable.LockableTypeSerializer<>(new SharedBufferNodeSerializer()));

  private static final MapStateDescriptor<Long, Integer> COUNTS =
      new MapStateDescriptor<>(
          "sharedBuffer-events-count", LongSerializer.INSTANCE, IntSerializer.INSTANCE);

  static final List<KeptState> ALL =
      List.of(
          KeptState.value(CHAINS, NFAState.class),
          KeptState.map(STEPS, EventId.class, Lockable.class),
          KeptState.map(LINKS, NodeId.class, Lockable.class),
          KeptState.map(COUNTS, Long.class, Integer.class),
          KeptState.map(QUEUE, Long.class, List.class));

  private CepState() {}

  private static TypeSerializer<Signal> signal() {
    return Types.POJO(Signal.class).createSerializer(new SerializerConfigImpl());
  }
}
