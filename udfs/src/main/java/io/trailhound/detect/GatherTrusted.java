package io.trailhound.detect;

import io.trailhound.model.Signal;
import io.trailhound.rules.Rule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Events of rare_ratio rules in, the same out; but trusted ones, nearly all of a trail, of one
 * group, organisation and hour go as one signal with all their ids ({@link Signal#gathered}), which
 * costs the network and the detector what a single one would. They're still counted once each, by
 * their ids.
 *
 * <p>Nothing waits for longer than {@link #WITHIN_MILLIS}, {@link #PERIODS} times that where {@link
 * #MANY} come meanwhile, nor behind the watermark that closes its hour, nor behind a checkpoint. So
 * there's no state, and final alerts don't know of it.
 */
final class GatherTrusted extends SendSoon<Signal, Signal> {
  static final String UID = "gather-trusted";

  /** By the machine's clock; half as long as Flink by default keeps what is on its way. */
  static final long WITHIN_MILLIS = 50;

  /** Events in such a time that make it worth to wait for more: 20,000 a second. */
  static final int MANY = 1_000;

  /** Even so no longer than a quarter of the second within which alerts are to be out. */
  static final int PERIODS = 5;

  /** Events in a signal. */
  static final int MOST = 256;

  private static final long serialVersionUID = 1L;

  private final Map<String, Rule.RareRatio> rules;

  private transient Map<Key, Gathered> all;

  /** In the period that isn't over. */
  private transient int came;

  /** What a signal has in common. */
  private record Key(String rule, String group, String organization, long end) {}

  GatherTrusted(List<Rule.RareRatio> rules) {
    super(WITHIN_MILLIS, PERIODS);
    this.rules = ByName.of(rules);
  }

  /** Attaches the operator, in a chain with what gives the events. */
  static DataStream<Signal> attach(DataStream<Signal> population, List<Rule.RareRatio> rules) {
    return population
        .transform("GatherTrusted", population.getType(), new GatherTrusted(rules))
        .uid(UID);
  }

  @Override
  public void open() throws Exception {
    super.open();
    all = new HashMap<>();
  }

  @Override
  public void processElement(StreamRecord<Signal> element) {
    Signal signal = element.getValue();
    Rule.RareRatio rule = signal.activity == null ? rules.get(signal.rule) : null;
    if (rule == null) {
      output.collect(element);
      return;
    }
    came++;
    long every = rule.every().toMillis();
    long end = Times.windowStart(signal.time, every) + every - 1;
    Key key = new Key(signal.rule, signal.group, signal.value, end);
    Gathered gathered = all.get(key);
    if (gathered == null) {
      gathered = new Gathered(signal);
      all.put(key, gathered);
      holds(end);
    }
    if (gathered.add(signal) == MOST) {
      send(key, gathered);
      all.remove(key);
    }
  }

  @Override
  boolean isBusy() {
    boolean busy = came >= MANY;
    came = 0;
    return busy;
  }

  @Override
  void send() {
    all.forEach(this::send);
    all.clear();
  }

  private void send(Key key, Gathered gathered) {
    output.collect(gathered.record(key.end()));
  }
}
