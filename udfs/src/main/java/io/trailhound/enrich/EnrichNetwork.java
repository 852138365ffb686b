package io.trailhound.enrich;

import io.trailhound.decode.Reasons;
import io.trailhound.metrics.CounterByLabel;
import io.trailhound.metrics.Metrics;
import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.DeadLetter;
import io.trailhound.model.Decoded;
import io.trailhound.watch.Watcher;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * What a source emits in, events with AS number and organisation out; dead letters leave by the
 * side output {@link #DEAD_LETTERS}. Events that bring their network along (ECS documents) keep it.
 *
 * <p>Metrics: {@link Metrics#DEAD_LETTERS} by reason, {@link Metrics#ASN_FILE_AGE}, {@link
 * Metrics#ASN_RELOAD_FAILURES}.
 */
public final class EnrichNetwork extends ProcessFunction<Decoded, CloudTrailEvent> {
  public static final String UID = "enrich-network";

  /** Input that could not become an event. */
  public static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("dead-letters", Types.POJO(DeadLetter.class));

  private static final long serialVersionUID = 1L;

  /** Null: no database. */
  private final String asnFile;

  private final Duration checkEvery;
  private final boolean cloudWatch;
  private transient AsnFile file;
  private transient AsnCache cache;
  private transient CounterByLabel deadLetters;

  EnrichNetwork(Optional<String> asnFile, Duration checkEvery, boolean cloudWatch) {
    this.asnFile = asnFile.orElse(null);
    this.checkEvery = checkEvery;
    this.cloudWatch = cloudWatch;
  }

  /**
   * Appends the operator.
   *
   * @param asnFile a MaxMind file of the GeoLite2-ASN layout, on a file system that Flink knows;
   *     empty: no event gets a network
   * @param cloudWatch whether metrics are for CloudWatch too
   */
  public static SingleOutputStreamOperator<CloudTrailEvent> attach(
      DataStream<Decoded> decoded, Optional<String> asnFile, boolean cloudWatch) {
    return attach(decoded, new EnrichNetwork(asnFile, Watcher.EVERY, cloudWatch));
  }

  static SingleOutputStreamOperator<CloudTrailEvent> attach(
      DataStream<Decoded> decoded, EnrichNetwork function) {
    return decoded.process(function).uid(UID).name("EnrichNetwork");
  }

  @Override
  public void open(OpenContext context) {
    MetricGroup metrics = Metrics.in(getRuntimeContext().getMetricGroup(), cloudWatch);
    deadLetters = new CounterByLabel(metrics, Metrics.DEAD_LETTERS, Metrics.REASON, Reasons.ALL);
    cache = new AsnCache();
    file = asnFile == null ? null : AsnFile.open(asnFile, checkEvery);
    metrics.gauge(
        Metrics.ASN_RELOAD_FAILURES, (Gauge<Long>) () -> file == null ? 0L : file.reloadFailures());
    metrics.gauge(
        Metrics.ASN_FILE_AGE,
        (Gauge<Long>)
            () -> file == null ? -1L : (System.currentTimeMillis() - file.modified()) / 1000);
  }

  @Override
  public void processElement(Decoded decoded, Context context, Collector<CloudTrailEvent> out) {
    if (decoded.deadLetter() != null) {
      deadLetters.inc(decoded.deadLetter().reason());
      context.output(DEAD_LETTERS, decoded.deadLetter());
    }
    CloudTrailEvent event = decoded.event();
    if (event != null) {
      if (file != null) {
        cache.enrich(file.database(), event);
      }
      out.collect(event);
    }
  }

  @Override
  public void close() {
    if (file != null) {
      file.close();
    }
  }
}
