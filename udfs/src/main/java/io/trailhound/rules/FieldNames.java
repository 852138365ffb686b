package io.trailhound.rules;

import io.trailhound.model.ExtraFields;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A field name of a rule file, in either vocabulary, to its {@link Field}; collects on the way what
 * the rules read besides the named fields. A name that can only be a slip is refused, because such
 * a rule would never fire and never say why.
 */
final class FieldNames {
  private static final Map<String, Field> KNOWN = new HashMap<>();

  /** The first part of every path that a CloudTrail record can have. */
  private static final Set<String> CLOUDTRAIL_ROOTS =
      Set.of(
          "eventVersion",
          "userIdentity",
          "eventTime",
          "eventSource",
          "eventName",
          "awsRegion",
          "sourceIPAddress",
          "userAgent",
          "errorCode",
          "errorMessage",
          "requestParameters",
          "responseElements",
          "additionalEventData",
          "requestID",
          "eventID",
          "eventType",
          "apiVersion",
          "managementEvent",
          "readOnly",
          "resources",
          "recipientAccountId",
          "serviceEventDetails",
          "sharedEventID",
          "vpcEndpointId",
          "vpcEndpointAccountId",
          "eventCategory",
          "addendum",
          "sessionCredentialFromConsole",
          "edgeDeviceDetails",
          "tlsDetails",
          "eventContext",
          "insightDetails");

  /** ECS roots that no CloudTrail record has: a name below them that isn't known is a slip. */
  private static final Set<String> ECS_ROOTS =
      Set.of("@timestamp", "event", "cloud", "user", "source", "user_agent", "aws", "related");

  static {
    for (KnownField known : KnownField.values()) {
      known.names().forEach(name -> KNOWN.put(name, new EventField(known)));
    }
  }

  private final Map<String, ExtraField> extras = new LinkedHashMap<>();
  private boolean wholeText;
  private boolean readsAsn;

  /**
   * The field behind {@code name}.
   *
   * @throws IllegalArgumentException with what would be right, when the name can only be a slip
   */
  Field resolve(String name) {
    Field known = KNOWN.get(name);
    if (known != null) {
      readsAsn |= name.startsWith("source.as.");
      return known;
    }
    refuseSlips(name);
    ExtraField extra = extras.get(name);
    if (extra == null) {
      extra = new ExtraField(name, extras.size());
      extras.put(name, extra);
    }
    return extra;
  }

  /** Notes that a keyword rule searches all values of the record. */
  void readWholeText() {
    wholeText = true;
  }

  /** Whether some rule reads the AS number or organisation. */
  boolean readsAsn() {
    return readsAsn;
  }

  ExtraFields extraFields() {
    return new ExtraFields(extras.keySet().stream().toList(), wholeText);
  }

  private static void refuseSlips(String name) {
    int dot = name.indexOf('.');
    String root = dot < 0 ? name : name.substring(0, dot);
    if (CLOUDTRAIL_ROOTS.contains(root)) {
      return;
    }
    String near = near(name);
    if (near != null) {
      throw new IllegalArgumentException("did you mean " + near + "?");
    }
    if (ECS_ROOTS.contains(root)) {
      throw new IllegalArgumentException(
          "docs/rules.md lists the ECS names; any other field goes by its CloudTrail path, such as"
              + " requestParameters.roleName");
    }
  }

  /** The known name or CloudTrail root that {@code name} was probably meant to be, or null. */
  private static String near(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    String best = null;
    int bestDistance = 3;
    for (String known : KNOWN.keySet().stream().sorted().toList()) {
      int distance = Distance.between(lower, known.toLowerCase(Locale.ROOT));
      if (distance < bestDistance) {
        best = known;
        bestDistance = distance;
      }
    }
    String root = name.substring(0, name.indexOf('.') < 0 ? name.length() : name.indexOf('.'));
    for (String known : CLOUDTRAIL_ROOTS.stream().sorted().toList()) {
      int distance =
          Distance.between(root.toLowerCase(Locale.ROOT), known.toLowerCase(Locale.ROOT));
      if (distance < bestDistance) {
        best = known + name.substring(root.length());
        bestDistance = distance;
      }
    }
    return best;
  }
}
