package io.trailhound.detect;

/**
 * How long an operator that emits alerts may keep them for more to fill a network buffer. An alert
 * crosses the network two to four times, and at the cluster's {@code
 * execution.buffer-timeout.interval} (100 ms by default) each time costs half of it. Alerts are
 * few, so soon costs nothing; the stream of signals is left to the cluster.
 */
public final class Flush {
  public static final long ALERTS_WITHIN_MILLIS = 10;

  private Flush() {}
}
