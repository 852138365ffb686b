package io.trailhound.detect;

import io.trailhound.model.Activity;
import io.trailhound.model.Session;

/** The caller as a person names them. */
final class Who {
  private static final String ROLE = ":assumed-role/";

  private Who() {}

  /** {@code alice}, {@code Role admin (session jane)}, {@code The root user of account 1234}. */
  static String did(Activity activity) {
    Activity a = activity.shown();
    String type = a.userType == null ? "" : a.userType;
    return switch (type) {
      case "Root" -> "The root user" + account(a);
      case "AssumedRole" -> role(a);
      case "AWSService" ->
          a.invokedBy == null ? "An AWS service" : "The AWS service " + a.invokedBy;
      default -> name(a);
    };
  }

  private static String role(Activity a) {
    String session = Session.name(a.arn);
    String role = a.userName == null ? roleIn(a.arn) : a.userName;
    if (role == null) {
      return name(a);
    }
    return session == null ? "Role " + role : "Role " + role + " (session " + session + ")";
  }

  private static String roleIn(String arn) {
    int at = arn == null ? -1 : arn.indexOf(ROLE);
    return at < 0 ? null : arn.substring(at + ROLE.length()).split("/", 2)[0];
  }

  private static String name(Activity a) {
    if (a.userName != null) {
      return a.userName;
    } else if (a.arn != null) {
      return a.arn;
    } else if (a.invokedBy != null) {
      return a.invokedBy;
    }
    return unnamed(a);
  }

  /** Identities that have no name: other accounts, users of an identity provider or of none. */
  private static String unnamed(Activity a) {
    String kind =
        switch (a.userType == null ? "" : a.userType) {
          case "IdentityCenterUser" -> "Identity Center user";
          case "SAMLUser" -> "SAML user";
          case "WebIdentityUser" -> "Web identity user";
          case "FederatedUser" -> "Federated user";
          case "Directory" -> "Directory user";
          default -> a.userId == null ? "Unnamed caller" : "Principal";
        };
    if (a.userId != null) {
      return kind + " " + a.userId + account(a);
    }
    return "AWSAccount".equals(a.userType) && a.accountId != null
        ? "Account " + a.accountId
        : kind + account(a);
  }

  private static String account(Activity a) {
    return a.accountId == null ? "" : " of account " + a.accountId;
  }
}
