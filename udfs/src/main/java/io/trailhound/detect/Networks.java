package io.trailhound.detect;

import io.trailhound.model.Activity;

/** How alerts name a network: {@code AS9009 M247}. */
public final class Networks {
  private Networks() {}

  /** Null when the number is unknown. */
  public static String name(Activity activity) {
    if (activity.asNumber == 0) {
      return activity.asOrganization;
    }
    return activity.asOrganization == null
        ? "AS" + activity.asNumber
        : "AS" + activity.asNumber + " " + activity.asOrganization;
  }
}
