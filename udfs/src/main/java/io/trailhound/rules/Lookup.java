package io.trailhound.rules;

import io.trailhound.model.LookedUp;

/** What has to be looked up for a field, because no record of CloudTrail's has it. */
public enum Lookup {
  /** {@code source.as.*}. ECS documents have it already. */
  ASN,
  /** {@code cloud.account.name}, {@code labels.*}. */
  ACCOUNTS,
  /** {@code source.geo.*}. */
  PLACES,
  /** {@code trailhound.network.tags}. */
  TAGS;

  /** What a field of this name needs; null where events have it. */
  public static Lookup of(String field) {
    if (field.startsWith("source.as.")) {
      return ASN;
    }
    if (LookedUp.OF_ACCOUNTS.contains(field)) {
      return ACCOUNTS;
    }
    if (LookedUp.OF_PLACES.contains(field)) {
      return PLACES;
    }
    return field.equals(LookedUp.TAGS) ? TAGS : null;
  }
}
