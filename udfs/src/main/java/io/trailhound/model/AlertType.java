package io.trailhound.model;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * Alerts on their way between operators ({@link AlertSerializer}). In state they are POJOs, as they
 * always were: savepoints hold that.
 */
public final class AlertType extends WireType<Alert> {
  private static final long serialVersionUID = 1L;

  public AlertType() {
    super(Alert.class);
  }

  @Override
  public TypeSerializer<Alert> createSerializer(SerializerConfig config) {
    return new AlertSerializer();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AlertType;
  }

  @Override
  public int hashCode() {
    return Alert.class.hashCode();
  }
}
