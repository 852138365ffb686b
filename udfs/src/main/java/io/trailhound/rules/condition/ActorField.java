package io.trailhound.rules.condition;

import io.trailhound.model.Actor;
import io.trailhound.model.CloudTrailEvent;

/**
 * Who is behind a call. Of one event alone it's the caller itself; where that is a session, {@code
 * GroupByActor} puts in whom the trail shows behind it, so only group-by can name it.
 */
public record ActorField() implements Field {
  @Override
  public String name() {
    return Actor.FIELD;
  }

  @Override
  public int index() {
    return NOT_KEPT;
  }

  @Override
  public int count(EventView event) {
    return own(event) == null ? 0 : 1;
  }

  @Override
  public String value(EventView event, int i) {
    return own(event);
  }

  private static String own(EventView view) {
    CloudTrailEvent event = view.event();
    return Actor.own(event.userType, event.arn, event.userName, event.principalId);
  }
}
