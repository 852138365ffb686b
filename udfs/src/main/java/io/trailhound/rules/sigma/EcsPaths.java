package io.trailhound.rules.sigma;

import java.util.Map;

/**
 * ECS names, as Elastic's CloudTrail integration has them, of what rules read out of a record like
 * any other path; the others are {@link io.trailhound.rules.condition.KnownField}s.
 */
final class EcsPaths {
  private static final String IDENTITY = "aws.cloudtrail.user_identity.";

  private static final Map<String, String> PATHS =
      Map.of(
          IDENTITY + "session_context.creation_date",
          "userIdentity.sessionContext.attributes.creationDate",
          IDENTITY + "session_context.mfa_authenticated",
          "userIdentity.sessionContext.attributes.mfaAuthenticated",
          IDENTITY + "session_context.source_identity",
          "userIdentity.sessionContext.sourceIdentity",
          IDENTITY + "on_behalf_of.user_id",
          "userIdentity.onBehalfOf.userId",
          IDENTITY + "on_behalf_of.identity_store_arn",
          "userIdentity.onBehalfOf.identityStoreArn");

  private EcsPaths() {}

  /** CloudTrail's path for such a name; every other name as it is. */
  static String path(String name) {
    return PATHS.getOrDefault(name, name);
  }

  static boolean has(String name) {
    return PATHS.containsKey(name);
  }
}
