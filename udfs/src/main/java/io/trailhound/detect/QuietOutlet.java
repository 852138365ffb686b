package io.trailhound.detect;

import io.trailhound.model.Alert;
import java.util.function.UnaryOperator;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;

/**
 * Where the alerts of periods go.
 *
 * @param copy of an alert, which may be one in state
 * @param arrival of the event that is the cause, or 0
 * @param heldBack counts alerts that final ones stand for
 */
record QuietOutlet(
    Collector<Alert> out, UnaryOperator<Alert> copy, long arrival, Counter heldBack) {}
