package io.trailhound.model;

import io.trailhound.text.IsoTime;

/**
 * What a record says of the session that its caller acts in, besides the role: part of an {@link
 * Activity}. Any field may be null.
 */
public final class Session {
  /**
   * {@code sessionContext.attributes.creationDate}, milliseconds since the epoch; 0 when unknown.
   */
  public long created;

  /** {@code sessionContext.attributes.mfaAuthenticated} as it stands there: {@code true}. */
  public String mfa;

  /** {@code sessionContext.sourceIdentity}: who the role's user said to be, and can't change. */
  public String sourceIdentity;

  /** {@code onBehalfOf.userId}: the user of IAM Identity Center. */
  public String onBehalfOf;

  /** {@code onBehalfOf.identityStoreArn}: where that user is known. */
  public String identityStore;

  public Session() {}

  /** What {@code event} says, long values cut; null when that is nothing. */
  static Session of(CloudTrailEvent event) {
    long created = created(event.sessionCreated);
    boolean says =
        created != 0
            || event.sessionMfa != null
            || event.sourceIdentity != null
            || event.onBehalfOfUser != null
            || event.identityStore != null;
    if (!says) {
      return null;
    }
    Session session = new Session();
    session.created = created;
    session.mfa = Caps.shown(event.sessionMfa);
    session.sourceIdentity = Caps.shown(event.sourceIdentity);
    session.onBehalfOf = Caps.shown(event.onBehalfOfUser);
    session.identityStore = Caps.shown(event.identityStore);
    return session;
  }

  /** Read only where an alert may show it: a session began on another day than its calls. */
  private static long created(String text) {
    long time = text == null ? IsoTime.NONE : new IsoTime().parse(text);
    return time == IsoTime.NONE ? 0 : time;
  }

  /**
   * The name of the session that a principal's ARN ends with: whoever assumes a role chooses it.
   * Null for all but roles that were assumed and federated users.
   */
  public static String name(String arn) {
    if (arn == null) {
      return null;
    }
    boolean role = arn.contains(":assumed-role/");
    int slash = role || arn.contains(":federated-user/") ? arn.indexOf('/') : -1;
    int name = role ? arn.indexOf('/', slash + 1) : slash;
    return name < 0 || name + 1 == arn.length() ? null : arn.substring(name + 1);
  }
}
