package io.trailhound.rules;

import io.trailhound.model.CloudTrailEvent;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;

/**
 * An event as conditions read it. What several conditions need, the lower-cased values above all,
 * is computed once per event, and only when asked for. Used again for event after event by one
 * thread.
 */
public final class EventView {
  private CloudTrailEvent event;
  private String[] lower = new String[KnownField.COUNT];
  private String asNumber;
  private String userAgentName;
  private boolean userAgentKnown;

  public CloudTrailEvent event() {
    return event;
  }

  /** Looks at {@code next} from now on. */
  public EventView of(CloudTrailEvent next) {
    event = next;
    Arrays.fill(lower, null);
    asNumber = null;
    userAgentName = null;
    userAgentKnown = false;
    return this;
  }

  /** ECS {@code user_agent.name}, or null. */
  public String userAgentName() {
    if (!userAgentKnown) {
      userAgentName = UserAgentName.of(event.userAgent);
      userAgentKnown = true;
    }
    return userAgentName;
  }

  /** The value of {@code field} at {@code i}, in lower case. */
  String lower(Field field, int i) {
    if (i > 0) {
      return field.value(this, i).toLowerCase(Locale.ROOT);
    }
    int index = field.index();
    if (index >= lower.length) {
      lower = Arrays.copyOf(lower, index + 16);
    }
    if (lower[index] == null) {
      lower[index] = field.value(this, 0).toLowerCase(Locale.ROOT);
    }
    return lower[index];
  }

  /** {@code eventTime} as CloudTrail writes it. */
  String time() {
    return Instant.ofEpochMilli(event.eventTime).toString();
  }

  /** {@code cloud.account.id}. */
  String account() {
    return event.accountId != null ? event.accountId : event.recipientAccountId;
  }

  /** The AS number as text, null when unknown. */
  String asNumber() {
    if (asNumber == null && event.asNumber > 0) {
      asNumber = Long.toString(event.asNumber);
    }
    return asNumber;
  }
}
