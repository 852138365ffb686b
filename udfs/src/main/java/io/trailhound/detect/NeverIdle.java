package io.trailhound.detect;

import io.trailhound.model.KeyHolder;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * The operator of functions that wait for {@link KeyHolder}s. It's never idle, as {@link Detector}
 * isn't: what took a quicker path than what waits here would move the watermark past it.
 */
final class NeverIdle<T> extends KeyedCoProcessOperator<String, T, KeyHolder, T> {
  private static final long serialVersionUID = 1L;

  NeverIdle(KeyedCoProcessFunction<String, T, KeyHolder, T> function) {
    super(function);
  }

  @Override
  public void processWatermarkStatus(WatermarkStatus status) {
    // The last watermark stands.
  }
}
