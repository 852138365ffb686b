package io.trailhound.model;

import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * Signals on their way between operators, in few bytes ({@link SignalSerializer}). In state they
 * are POJOs, as they always were: savepoints hold that.
 */
public final class SignalType extends TypeInformation<Signal> {
  private static final long serialVersionUID = 1L;

  private final List<String> rules;

  /**
   * @param rules names of the loaded rules, by whose numbers they travel
   */
  public SignalType(List<String> rules) {
    this.rules = List.copyOf(rules);
  }

  @Override
  public TypeSerializer<Signal> createSerializer(SerializerConfig config) {
    return new SignalSerializer(rules);
  }

  @Override
  public Class<Signal> getTypeClass() {
    return Signal.class;
  }

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof SignalType;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SignalType type && rules.equals(type.rules);
  }

  @Override
  public int hashCode() {
    return rules.hashCode();
  }

  @Override
  public String toString() {
    return "Signal";
  }
}
