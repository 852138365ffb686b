package io.trailhound.rules;

import io.trailhound.model.Activity;
import io.trailhound.model.Session;
import io.trailhound.rules.condition.EventField;
import io.trailhound.rules.condition.Field;
import java.util.List;

/** The fields of an event that are known of it once it's in an alert. */
public final class ActivityFields {
  private static final String SESSION_NAME =
      "aws.cloudtrail.user_identity.session_context.session_name";

  private static final List<String> NAMES =
      List.of(
          "aws.cloudtrail.user_identity.arn",
          "aws.cloudtrail.user_identity.type",
          "aws.cloudtrail.user_identity.access_key_id",
          "aws.cloudtrail.user_identity.invoked_by",
          SESSION_NAME,
          "user.name",
          "cloud.account.id",
          "cloud.region",
          "source.address",
          "source.ip",
          "source.as.number",
          "source.as.organization.name",
          "user_agent.original",
          "user_agent.name",
          "event.action",
          "event.provider",
          "event.outcome");

  private ActivityFields() {}

  public static boolean has(Field field) {
    return field instanceof EventField && NAMES.contains(field.name());
  }

  public static List<String> names() {
    return NAMES;
  }

  /** The value, or null. */
  public static String read(String name, Activity a) {
    return switch (name) {
      case "aws.cloudtrail.user_identity.arn" -> a.arn;
      case "aws.cloudtrail.user_identity.type" -> a.userType;
      case "aws.cloudtrail.user_identity.access_key_id" -> a.accessKeyId;
      case "aws.cloudtrail.user_identity.invoked_by" -> a.invokedBy;
      case SESSION_NAME -> Session.name(a.arn);
      case "user.name" -> a.userName;
      case "cloud.account.id" -> a.accountId;
      case "cloud.region" -> a.region;
      case "source.address" -> a.address;
      case "source.ip" -> a.ip;
      case "source.as.number" -> a.asNumber == 0 ? null : Long.toString(a.asNumber);
      case "source.as.organization.name" -> a.asOrganization;
      case "user_agent.original" -> a.userAgent;
      case "user_agent.name" -> a.userAgentName;
      case "event.action" -> a.action;
      case "event.provider" -> a.provider;
      case "event.outcome" -> a.outcome;
      default -> throw new IllegalArgumentException(name);
    };
  }
}
