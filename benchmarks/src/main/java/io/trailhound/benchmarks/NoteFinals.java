package io.trailhound.benchmarks;

import io.trailhound.model.Alert;
import org.apache.flink.api.common.accumulators.ListAccumulator;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;

/** Alerts in, none out; the final ones are in an accumulator of the job, as lines. */
final class NoteFinals extends RichFilterFunction<Alert> {
  static final String NAME = "finals";

  private static final long serialVersionUID = 1L;

  private transient ListAccumulator<String> finals;

  @Override
  public void open(OpenContext context) {
    finals = new ListAccumulator<>();
    getRuntimeContext().addAccumulator(NAME, finals);
  }

  @Override
  public boolean filter(Alert alert) {
    if (alert.phase.equals(Alert.FINAL)) {
      finals.add(FinalAlerts.line(alert));
    }
    return false;
  }
}
