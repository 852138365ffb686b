package io.trailhound.rules;

import io.trailhound.model.CloudTrailEvent;

/** An event as conditions read it, with what several conditions would compute again. */
public final class EventView {
  public CloudTrailEvent event;
}
