package io.trailhound.alert;

import io.trailhound.model.Alert;
import java.io.Serializable;

/** An alert in, its document out: one JSON object without a line break. */
@FunctionalInterface
public interface AlertFormat extends Serializable {
  String toJson(Alert alert);
}
