package io.trailhound.detect;

import io.trailhound.model.Activity;
import io.trailhound.model.Signal;

/** What rare_ratio keeps of one hour's uncommon events. Lists are capped, see {@link Seen}. */
public final class UncommonHour {
  public long count;
  public Seen organizations = new Seen();
  public Seen sensitiveActions = new Seen();
  public Seen addresses = new Seen();
  public Seen ips = new Seen();
  public Seen users = new Seen();
  public Seen networks = new Seen();
  public Seen userAgents = new Seen();
  public Seen eventIds = new Seen();

  /** The latest event; of several at the same time the one with the largest id. */
  public long latest = Long.MIN_VALUE;

  public String latestEventId;
  public Activity latestActivity;

  public UncommonHour() {}

  void add(Signal signal) {
    Activity activity = signal.activity;
    count++;
    organizations.addValues(signal.value);
    if (signal.sensitive) {
      sensitiveActions.add(activity.action);
    }
    addresses.add(activity.address);
    ips.add(activity.ip);
    users.add(activity.userName);
    networks.add(Networks.name(activity));
    userAgents.add(activity.userAgent);
    eventIds.add(signal.eventId);
    keepLatest(signal.time, signal.eventId, activity);
  }

  void addAll(UncommonHour other) {
    count += other.count;
    organizations.addAll(other.organizations);
    sensitiveActions.addAll(other.sensitiveActions);
    addresses.addAll(other.addresses);
    ips.addAll(other.ips);
    users.addAll(other.users);
    networks.addAll(other.networks);
    userAgents.addAll(other.userAgents);
    eventIds.addAll(other.eventIds);
    keepLatest(other.latest, other.latestEventId, other.latestActivity);
  }

  private void keepLatest(long time, String eventId, Activity activity) {
    if (time > latest || (time == latest && eventId.compareTo(latestEventId) > 0)) {
      latest = time;
      latestEventId = eventId;
      latestActivity = activity;
    }
  }
}
