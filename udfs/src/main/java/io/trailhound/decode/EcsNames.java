package io.trailhound.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A CloudTrail path in, the paths out under which Elastic's CloudTrail integration keeps the same
 * value: {@code userIdentity.sessionContext} is {@code
 * aws.cloudtrail.user_identity.session_context} there; below {@code requestParameters} and the
 * like, keys keep their case and live in {@code flattened}.
 *
 * <p>Where both {@code event.original} and {@code flattened} are missing, Elastic's text of the
 * request is taken apart, see {@link ElasticText}. Limits: fields that the integration renames
 * otherwise are missing.
 */
final class EcsNames {
  private static final String PREFIX = "aws.cloudtrail.";

  /** Elastic has these a step higher. */
  private static final String SESSION = "userIdentity.sessionContext.attributes.";

  /** Objects that each service fills as it likes. */
  private static final Map<String, String> FREE =
      Map.of(
          "requestParameters", "request_parameters",
          "responseElements", "response_elements",
          "additionalEventData", "additional_eventdata",
          "serviceEventDetails", "service_event_details");

  private EcsNames() {}

  static List<String> of(String path) {
    int dot = path.indexOf('.');
    String first = dot < 0 ? path : path.substring(0, dot);
    String rest = dot < 0 ? "" : path.substring(dot);
    if (isFree(first)) {
      return free(FREE.get(first), rest);
    }
    if (path.startsWith(SESSION)) {
      return List.of(PREFIX + snake(path), PREFIX + snake(path.replace(".attributes.", ".")));
    }
    return List.of(PREFIX + (first.equals("tlsDetails") ? "tls_details" + rest : snake(path)));
  }

  /** Whether the keys below it are not CloudTrail's own. */
  static boolean isFree(String field) {
    return FREE.containsKey(field);
  }

  private static List<String> free(String name, String rest) {
    List<String> names = new ArrayList<>();
    names.add(PREFIX + "flattened." + name + rest);
    names.add(PREFIX + name + rest);
    return names;
  }

  /** {@code sharedEventID} is {@code shared_event_id}. */
  private static String snake(String camel) {
    StringBuilder snake = new StringBuilder(camel.length() + 8);
    boolean afterLower = false;
    for (int i = 0; i < camel.length(); i++) {
      char c = camel.charAt(i);
      boolean upper = c >= 'A' && c <= 'Z';
      if (upper && afterLower) {
        snake.append('_');
      }
      snake.append(upper ? (char) (c + ('a' - 'A')) : c);
      afterLower = !upper && c != '.';
    }
    return snake.toString();
  }
}
