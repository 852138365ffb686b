package io.trailhound.enrich;

import com.maxmind.db.MaxMindDbConstructor;
import com.maxmind.db.MaxMindDbParameter;

/**
 * Whose network an address belongs to: what an ASN database says of it.
 *
 * @param number null where the record has none
 * @param organization may be null while the number is set
 */
public record AutonomousSystem(Long number, String organization) {
  /** The answer for addresses that the database doesn't know. */
  static final AutonomousSystem UNKNOWN = new AutonomousSystem(null, null);

  @MaxMindDbConstructor
  public AutonomousSystem(
      @MaxMindDbParameter(name = "autonomous_system_number") Long number,
      @MaxMindDbParameter(name = "autonomous_system_organization") String organization) {
    this.number = number;
    this.organization = organization;
  }
}
