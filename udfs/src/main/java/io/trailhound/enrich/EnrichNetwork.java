package io.trailhound.enrich;

import io.trailhound.decode.Reasons;
import io.trailhound.metrics.CounterByLabel;
import io.trailhound.metrics.Metrics;
import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.DeadLetter;
import io.trailhound.model.Decoded;
import io.trailhound.watch.Watcher;
import java.time.Duration;
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
 * What a source emits in, events with AS number and organisation, and what else files say of their
 * addresses and accounts, out; dead letters leave by the side output {@link #DEAD_LETTERS}. Events
 * that bring their network along (ECS documents) keep it.
 *
 * <p>Metrics: {@link Metrics#DEAD_LETTERS} by reason, {@link Metrics#ASN_FILE_AGE}, {@link
 * Metrics#ASN_RELOAD_FAILURES}, {@link Metrics#LOOKUP_RELOAD_FAILURES}.
 */
public final class EnrichNetwork extends ProcessFunction<Decoded, CloudTrailEvent> {
  public static final String UID = "enrich-network";

  /** Input that could not become an event. */
  public static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("dead-letters", Types.POJO(DeadLetter.class));

  private static final long serialVersionUID = 1L;

  private final LookupFiles files;
  private final Duration checkEvery;
  private final boolean cloudWatch;
  private transient Lookups lookups;
  private transient CounterByLabel deadLetters;

  EnrichNetwork(LookupFiles files, Duration checkEvery, boolean cloudWatch) {
    this.files = files;
    this.checkEvery = checkEvery;
    this.cloudWatch = cloudWatch;
  }

  /**
   * Appends the operator.
   *
   * @param files without an ASN file no event gets a network
   * @param cloudWatch whether metrics are for CloudWatch too
   */
  public static SingleOutputStreamOperator<CloudTrailEvent> attach(
      DataStream<Decoded> decoded, LookupFiles files, boolean cloudWatch) {
    return attach(decoded, new EnrichNetwork(files, Watcher.EVERY, cloudWatch));
  }

  static SingleOutputStreamOperator<CloudTrailEvent> attach(
      DataStream<Decoded> decoded, EnrichNetwork function) {
    return decoded.process(function).uid(UID).name("EnrichNetwork");
  }

  @Override
  public void open(OpenContext context) {
    MetricGroup metrics = Metrics.in(getRuntimeContext().getMetricGroup(), cloudWatch);
    deadLetters = new CounterByLabel(metrics, Metrics.DEAD_LETTERS, Metrics.REASON, Reasons.ALL);
    lookups = Lookups.open(files, checkEvery);
    metrics.gauge(Metrics.ASN_RELOAD_FAILURES, (Gauge<Long>) lookups::asnReloadFailures);
    metrics.gauge(Metrics.LOOKUP_RELOAD_FAILURES, (Gauge<Long>) lookups::otherReloadFailures);
    metrics.gauge(Metrics.ASN_FILE_AGE, (Gauge<Long>) this::asnFileAge);
  }

  @Override
  public void processElement(Decoded decoded, Context context, Collector<CloudTrailEvent> out) {
    if (decoded.deadLetter() != null) {
      deadLetters.inc(decoded.deadLetter().reason());
      context.output(DEAD_LETTERS, decoded.deadLetter());
    }
    CloudTrailEvent event = decoded.event();
    if (event != null) {
      lookups.enrich(event);
      out.collect(event);
    }
  }

  private long asnFileAge() {
    long modified = lookups.asnModified();
    return modified < 0 ? -1 : (System.currentTimeMillis() - modified) / 1000;
  }

  @Override
  public void close() {
    if (lookups != null) {
      lookups.close();
    }
  }
}
