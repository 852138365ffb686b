package io.trailhound.rules.check;

import io.trailhound.rules.Check;
import io.trailhound.rules.sigma.FieldNames;
import io.trailhound.rules.sigma.Modifiers;
import io.trailhound.rules.sigma.YamlValue.Text;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Fields that no record has, and values that a field never has. */
final class FieldChecks {
  private static final List<String> TRUE_OR_FALSE = List.of("true", "false");
  private static final Pattern REGION = Pattern.compile("[a-z]{2,6}(-[a-z]+)+-\\d{1,2}");

  /** By the one name of the field, all values that it has. */
  private static final Map<String, List<String>> VALUES =
      Map.of(
          "aws.cloudtrail.user_identity.type",
          List.of(
              "Root",
              "IAMUser",
              "AssumedRole",
              "Role",
              "FederatedUser",
              "Directory",
              "AWSAccount",
              "AWSService",
              "SAMLUser",
              "WebIdentityUser",
              "IdentityCenterUser",
              "Unknown"),
          "event.outcome",
          List.of("success", "failure"),
          "eventType",
          List.of(
              "AwsApiCall",
              "AwsServiceEvent",
              "AwsConsoleAction",
              "AwsConsoleSignIn",
              "AwsCloudTrailInsight",
              "AwsVpceEvent"),
          "eventCategory",
          List.of("Management", "Data", "Insight", "NetworkActivity"),
          "readOnly",
          TRUE_OR_FALSE,
          "managementEvent",
          TRUE_OR_FALSE,
          "sessionCredentialFromConsole",
          TRUE_OR_FALSE,
          "userIdentity.sessionContext.attributes.mfaAuthenticated",
          TRUE_OR_FALSE,
          "additionalEventData.MFAUsed",
          List.of("Yes", "No"));

  private final Findings findings;

  FieldChecks(Findings findings) {
    this.findings = findings;
  }

  void look(DetectionSection detection) {
    for (Criterion criterion : detection.criteria()) {
      Modifiers modifiers = criterion.modifiers();
      String why = modifiers.field().isEmpty() ? "" : FieldNames.impossible(modifiers.field());
      if (!why.isEmpty()) {
        findings.add(
            detection.document(),
            criterion.at(),
            Check.CLOUDTRAIL_FIELD,
            "no event has the field " + modifiers.field(),
            why);
      }
      if (criterion.isExact() && !modifiers.expand()) {
        criterion.values().stream()
            .filter(value -> value.text() != null && !value.text().matches(".*[*?].*|"))
            .forEach(value -> value(detection, criterion, value));
      }
    }
  }

  private void value(DetectionSection detection, Criterion criterion, Text value) {
    String text = value.text();
    List<String> all = VALUES.get(criterion.field());
    boolean cased = criterion.modifiers().cased();
    if (all != null && all.stream().noneMatch(it -> same(it, text, cased))) {
      tell(detection, criterion, value, "it is one of " + String.join(", ", all));
    }
    if (criterion.isOf("cloud.region") && !REGION.matcher(text).matches()) {
      tell(detection, criterion, value, "regions look like us-east-1");
    }
  }

  private static boolean same(String right, String text, boolean cased) {
    return cased ? right.equals(text) : right.equalsIgnoreCase(text);
  }

  private void tell(DetectionSection detection, Criterion criterion, Text value, String hint) {
    findings.add(
        detection.document(),
        value.at(),
        Check.FIELD_VALUE,
        "no event has " + criterion.modifiers().field() + " " + value.text(),
        hint);
  }
}
