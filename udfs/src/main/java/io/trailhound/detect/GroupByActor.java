package io.trailhound.detect;

import io.trailhound.match.MatchRules;
import io.trailhound.model.Group;
import io.trailhound.model.KeyHolder;
import io.trailhound.model.Signal;
import io.trailhound.rules.Rule;
import io.trailhound.rules.condition.ActorField;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Signals of sessions for rules that group by who is behind a call in, and who is behind which key;
 * out the same signals in the group of that, where {@link MatchRules} has those of other rules. A
 * session of which the trail doesn't show who is behind it is a group of its own, by its ARN.
 *
 * <p>A signal goes on at once where its key is known, and otherwise with what tells of the key, or
 * when the watermark has passed it: nothing that comes later can say more. Behind that are the
 * detectors' own watermarks, so none of these is late for them.
 *
 * <p>State: by key who is behind it, and the signals that wait. Timers: the times of these, and
 * when the credentials expire.
 */
public final class GroupByActor extends KeyedCoProcessFunction<String, Signal, KeyHolder, Signal> {
  public static final String UID = "group-by-actor";

  static final ValueStateDescriptor<KeyHolder> HOLDER =
      new ValueStateDescriptor<>("holder-of-key", Types.POJO(KeyHolder.class));

  /** By what makes a signal one: the same one again takes its own place. */
  static final MapStateDescriptor<String, Signal> WAITING =
      new MapStateDescriptor<>("waiting-signals", Types.STRING, Types.POJO(Signal.class));

  private static final long serialVersionUID = 1L;

  private final Map<String, Rule> rules = new HashMap<>();
  private final Map<String, int[]> actors = new HashMap<>();

  private transient ValueState<KeyHolder> holder;
  private transient MapState<String, Signal> waiting;

  GroupByActor(List<Rule> all) {
    for (Rule rule : all) {
      if (rule.isByActor()) {
        rules.put(rule.name(), rule);
        actors.put(
            rule.name(),
            IntStream.range(0, rule.groupBy().size())
                .filter(i -> rule.groupBy().get(i).field() instanceof ActorField)
                .toArray());
      }
    }
  }

  /** Attaches the operator. */
  public static SingleOutputStreamOperator<Signal> attach(
      SingleOutputStreamOperator<Signal> signals, DataStream<KeyHolder> holders, List<Rule> all) {
    return MatchRules.output(signals, MatchRules.BY_ACTOR)
        .keyBy(signal -> signal.activity.accessKeyId, Types.STRING)
        .connect(holders.keyBy(holder -> holder.accessKey, Types.STRING))
        .transform("GroupByActor", signals.getType(), new NeverIdle<>(new GroupByActor(all)))
        .uid(UID);
  }

  @Override
  public void open(OpenContext context) {
    holder = getRuntimeContext().getState(HOLDER);
    waiting = getRuntimeContext().getMapState(WAITING);
  }

  @Override
  public void processElement1(Signal signal, Context ctx, Collector<Signal> out) throws Exception {
    KeyHolder known = holder.value();
    if (known != null && known.covers(signal.time)) {
      send(signal, known.actor, ctx);
    } else if (signal.time <= ctx.timerService().currentWatermark()) {
      send(signal, null, ctx);
    } else {
      signal.arrival = 0; // what goes out later is caused by something else
      waiting.put(Group.join(signal.rule, signal.group, signal.value, signal.eventId), signal);
      ctx.timerService().registerEventTimeTimer(signal.time);
    }
  }

  @Override
  public void processElement2(KeyHolder told, Context ctx, Collector<Signal> out) throws Exception {
    holder.update(told);
    ctx.timerService().registerEventTimeTimer(Times.plus(told.until, 1));
    for (Map.Entry<String, Signal> each : entries()) {
      if (told.covers(each.getValue().time)) {
        waiting.remove(each.getKey());
        send(each.getValue(), told.actor, ctx);
      }
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<Signal> out) throws Exception {
    KeyHolder known = holder.value();
    for (Map.Entry<String, Signal> each : entries()) {
      Signal signal = each.getValue();
      if (signal.time <= timestamp) {
        waiting.remove(each.getKey());
        send(signal, known != null && known.covers(signal.time) ? known.actor : null, ctx);
      }
    }
    if (known != null && known.until < timestamp) {
      holder.clear();
    }
  }

  private List<Map.Entry<String, Signal>> entries() throws Exception {
    List<Map.Entry<String, Signal>> all = new ArrayList<>();
    waiting.entries().forEach(entry -> all.add(Map.entry(entry.getKey(), entry.getValue())));
    return all;
  }

  private void send(Signal signal, String actor, Context ctx) {
    Rule rule = rules.get(signal.rule);
    if (rule == null) {
      return; // the rule was removed, or groups by something else now
    }
    if (actor != null) {
      String[] group = Group.split(signal.group);
      for (int i : actors.get(signal.rule)) {
        group[i] = actor;
      }
      signal.group = Group.join(group);
    }
    ctx.output(MatchRules.output(rule), signal);
  }
}
