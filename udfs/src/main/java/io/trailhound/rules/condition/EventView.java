package io.trailhound.rules.condition;

import io.trailhound.model.CloudTrailEvent;
import io.trailhound.text.CaseFold;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * An event as conditions read it. What several conditions need, the lower-cased values above all,
 * is computed once per event, and only when asked for. Used again for event after event by one
 * thread.
 */
public final class EventView {
  private CloudTrailEvent event;
  private String[][] lower = new String[KnownField.COUNT][];
  private String asNumber;
  private String userAgentName;
  private String[] userAgentNames;
  private boolean userAgentKnown;
  private boolean listsCut;
  private final NumberTexts numbers = new NumberTexts();
  private final AgentNames agents = new AgentNames();
  private final Map<ValueConditions.Reference, Predicate<String>> references = new HashMap<>();

  public CloudTrailEvent event() {
    return event;
  }

  /** Looks at {@code next} from now on. */
  public EventView of(CloudTrailEvent next) {
    event = next;
    Arrays.fill(lower, null);
    asNumber = null;
    userAgentName = null;
    userAgentNames = null;
    userAgentKnown = false;
    listsCut = false;
    references.clear();
    return this;
  }

  /** Whether lists of this event had more values or combinations than are looked at. */
  public boolean listsCut() {
    return listsCut;
  }

  public void cutLists() {
    listsCut = true;
  }

  /** ECS {@code user_agent.name}, or null. */
  public String userAgentName() {
    if (!userAgentKnown) {
      userAgentName = event.lists == null ? agents.of(event.userAgent) : firstName();
      userAgentKnown = true;
    }
    return userAgentName;
  }

  private String firstName() {
    userAgentNames =
        event.all("user_agent.original", event.userAgent).stream()
            .map(UserAgentName::of)
            .filter(Objects::nonNull)
            .distinct()
            .toArray(String[]::new);
    return userAgentNames.length == 0 ? null : userAgentNames[0];
  }

  /** All values of a field that has more than one, else null. */
  String[] several(KnownField field) {
    return event.lists == null ? null : severalOf(field);
  }

  private String[] severalOf(KnownField field) {
    String[] values =
        switch (field) {
          case USER_AGENT_NAME -> userAgentName() == null ? null : userAgentNames;
          case ACCOUNT ->
              severalOf(
                  event.accountId != null
                      ? KnownField.IDENTITY_ACCOUNT
                      : KnownField.RECIPIENT_ACCOUNT);
          default -> event.lists.get(field.names().get(0));
        };
    // The network may have come from elsewhere since.
    boolean several = values != null && values.length > 1 && values[0].equals(field.read(this));
    return several ? values : null;
  }

  /** The value of {@code field} at {@code i}, in lower case. */
  String lower(Field field, int i) {
    int index = field.index();
    if (index == Field.NOT_KEPT) {
      return CaseFold.of(field.value(this, i));
    }
    if (index >= lower.length) {
      lower = Arrays.copyOf(lower, index + 16);
    }
    if (lower[index] == null || lower[index].length <= i) {
      lower[index] = new String[field.count(this)];
    }
    String[] folded = lower[index];
    if (folded[i] == null) {
      folded[i] = CaseFold.of(field.value(this, i));
    }
    return folded[i];
  }

  /** What a comparison with a field of many values asks for in this event. */
  Predicate<String> references(ValueConditions.Reference reference) {
    return references.computeIfAbsent(reference, each -> each.of(this));
  }

  /** {@code eventTime} as CloudTrail writes it. */
  String time() {
    return Instant.ofEpochMilli(event.eventTime).toString();
  }

  /** {@code cloud.account.id}. */
  String account() {
    return event.account();
  }

  /** The AS number as text, null when unknown. */
  String asNumber() {
    if (asNumber == null && event.asNumber > 0) {
      asNumber = numbers.of(event.asNumber);
    }
    return asNumber;
  }
}
