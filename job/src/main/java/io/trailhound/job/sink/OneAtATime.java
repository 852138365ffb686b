package io.trailhound.job.sink;

import java.io.Serializable;
import org.apache.flink.connector.base.sink.writer.BatchCreator;
import org.apache.flink.connector.base.sink.writer.RequestBuffer;
import org.apache.flink.connector.base.sink.writer.strategy.RateLimitingStrategy;
import org.apache.flink.connector.base.sink.writer.strategy.RequestInfo;
import org.apache.flink.connector.base.sink.writer.strategy.ResultInfo;

/**
 * What waits for a server: it tells {@code AsyncSinkWriter} to send a request as soon as something
 * is ready and the request before it has ended, and none meanwhile.
 */
public abstract class OneAtATime<E extends Serializable>
    implements RequestBuffer<E>, BatchCreator<E>, RateLimitingStrategy {
  private boolean underway;

  /** Whether there's something that could be sent now, if nothing were under way. */
  protected abstract boolean isReady();

  /** Whether there's nothing to send now: AsyncSinkWriter's timer would wait for its turn. */
  @Override
  public final boolean isEmpty() {
    return underway || !isReady();
  }

  @Override
  public final boolean shouldBlock(RequestInfo info) {
    return underway;
  }

  @Override
  public final void registerInFlightRequest(RequestInfo info) {
    underway = true;
  }

  @Override
  public final void registerCompletedRequest(ResultInfo info) {
    underway = false;
  }

  /** So many make a request: one. */
  @Override
  public final int getMaxBatchSize() {
    return 1;
  }
}
