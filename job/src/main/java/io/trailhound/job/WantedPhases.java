package io.trailhound.job;

import io.trailhound.model.Alert;
import org.apache.flink.api.common.functions.FilterFunction;

/**
 * Alerts come in; those that {@code --emit} asks for go out.
 *
 * @param finalsOnly whether only final alerts are wanted
 */
record WantedPhases(boolean finalsOnly) implements FilterFunction<Alert> {
  @Override
  public boolean filter(Alert alert) {
    return !finalsOnly || alert.phase.equals(Alert.FINAL);
  }
}
