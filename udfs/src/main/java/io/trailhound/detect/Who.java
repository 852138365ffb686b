package io.trailhound.detect;

import io.trailhound.model.Activity;

/** The caller as a person names them. */
final class Who {
  private Who() {}

  /** {@code alice}, {@code Role admin (session jane)}, {@code The root user of account 1234}. */
  static String did(Activity a) {
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
    String role = a.userName;
    String session = null;
    int at = a.arn == null ? -1 : a.arn.indexOf(":assumed-role/");
    if (at >= 0) {
      String[] parts = a.arn.substring(at + ":assumed-role/".length()).split("/", 2);
      role = role == null ? parts[0] : role;
      session = parts.length == 2 ? parts[1] : null;
    }
    if (role == null) {
      return name(a);
    }
    return session == null ? "Role " + role : "Role " + role + " (session " + session + ")";
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
