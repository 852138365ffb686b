package io.trailhound.rules.sigma;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a path into a CloudTrail record can begin with. */
final class CloudTrailPaths {
  /** Top-level keys of records up to eventVersion 1.11, of every event category. */
  static final List<String> ROOTS =
      List.of(
          "additionalEventData",
          "addendum",
          "apiVersion",
          "awsRegion",
          "edgeDeviceDetails",
          "errorCode",
          "errorMessage",
          "eventCategory",
          "eventContext",
          "eventID",
          "eventName",
          "eventSource",
          "eventTime",
          "eventType",
          "eventVersion",
          "insightDetails",
          "managementEvent",
          "readOnly",
          "recipientAccountId",
          "requestID",
          "requestParameters",
          "resources",
          "responseElements",
          "serviceEventDetails",
          "sessionCredentialFromConsole",
          "sharedEventID",
          "sourceIPAddress",
          "tlsDetails",
          "userAgent",
          "userIdentity",
          "vpcEndpointAccountId",
          "vpcEndpointId");

  /** Keys of userIdentity. */
  static final List<String> IDENTITY =
      List.of(
          "userIdentity.accessKeyId",
          "userIdentity.accountId",
          "userIdentity.arn",
          "userIdentity.credentialId",
          "userIdentity.identityProvider",
          "userIdentity.inScopeOf",
          "userIdentity.invokedBy",
          "userIdentity.onBehalfOf",
          "userIdentity.principalId",
          "userIdentity.sessionContext",
          "userIdentity.type",
          "userIdentity.userName",
          "userIdentity.vpcEndpointId");

  /** First parts of ECS names; no CloudTrail record has them. */
  static final Set<String> ECS_ROOTS =
      Set.of(
          "@timestamp",
          "aws",
          "client",
          "cloud",
          "destination",
          "error",
          "event",
          "group",
          "host",
          "labels",
          "related",
          "source",
          "tls",
          "trailhound",
          "user",
          "user_agent");

  /** What maps of a record hold that always hold the same, by the map's path. */
  static final Map<String, List<String>> NESTED =
      Map.of(
          "tlsDetails",
          List.of("tlsVersion", "cipherSuite", "clientProvidedHostHeader", "keyExchange"),
          "resources",
          List.of("ARN", "ARNPrefix", "accountId", "type"),
          "userIdentity.sessionContext",
          List.of(
              "attributes",
              "sessionIssuer",
              "webIdFederationData",
              "sourceIdentity",
              "ec2RoleDelivery",
              "assumedRoot"),
          "userIdentity.sessionContext.attributes",
          List.of("creationDate", "mfaAuthenticated", "sessionCredentialFromConsole"),
          "userIdentity.sessionContext.sessionIssuer",
          List.of("type", "principalId", "arn", "accountId", "userName"),
          "userIdentity.sessionContext.webIdFederationData",
          List.of("federatedProvider", "attributes"),
          "userIdentity.onBehalfOf",
          List.of("userId", "identityStoreArn"));

  private CloudTrailPaths() {}
}
