package io.trailhound.enrich;

import io.trailhound.text.UserMistake;

/** An ASN file that cannot be used; the message says which, why, and what would be right. */
public final class AsnException extends UserMistake {
  private static final long serialVersionUID = 1L;

  public AsnException(String message) {
    super(message);
  }
}
