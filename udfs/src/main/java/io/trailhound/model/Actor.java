package io.trailhound.model;

/** Who acts: what a record says of it by itself, and whether others have to say more. */
public final class Actor {
  /** As rules and alerts name it. */
  public static final String FIELD = "trailhound.actor";

  private Actor() {}

  /**
   * The name of a caller: its ARN, else what it's called, which for SAML and web identities is the
   * subject. Null for AWS's services, and where a record names nobody.
   */
  public static String own(String type, String arn, String userName, String principalId) {
    if ("AWSService".equals(type)) {
      return null;
    }
    if (arn != null) {
      return arn;
    }
    return userName != null ? userName : principalId;
  }

  /** Whom a record shows by itself to be behind a call; null where it's a session of a role. */
  public static String shown(Activity activity) {
    return activity == null || isOfRole(activity.userType)
        ? null
        : own(activity.userType, activity.arn, activity.userName, activity.userId);
  }

  /**
   * Whether the caller is a session that somebody else may be behind: then the key that it uses
   * tells who.
   */
  public static boolean isSession(String type, String accessKey) {
    return accessKey != null && isOfRole(type);
  }

  private static boolean isOfRole(String type) {
    return "AssumedRole".equals(type) || "FederatedUser".equals(type);
  }

  /** The same of an alert's event. */
  public static boolean isSession(Activity activity) {
    return activity != null && isSession(activity.userType, activity.accessKeyId);
  }
}
