package io.trailhound.detect;

import io.trailhound.model.Activity;
import io.trailhound.model.Alert;
import io.trailhound.model.Values;
import java.util.List;
import java.util.stream.Stream;

/**
 * The calls of an alert in, what it lists of them all out. What stands for an alert of another
 * correlation brings what the events behind that had ({@link Activity#beneath}).
 */
final class EverythingSeen {
  private static final String CUT = "cut";

  private final Seen ips = new Seen();
  private final Seen users = new Seen();
  private final Seen hosts = new Seen();
  private final Seen networks = new Seen();
  private final Seen userAgents = new Seen();

  /** Whether beneath something was left out. */
  private boolean cut;

  void add(Activity activity) {
    if (activity.beneath != null) {
      addBeneath(activity.beneath);
      return;
    }
    ips.add(activity.ip);
    users.add(activity.userName);
    hosts.add(AlertFactory.host(activity));
    networks.add(Networks.name(activity));
    userAgents.add(activity.userAgent);
  }

  /** What an alert of several events lists. */
  void add(Alert alert) {
    List<Seen> mine = lists().toList();
    List<List<String>> its =
        List.of(alert.ips, alert.users, alert.hosts, alert.networks, alert.userAgents);
    for (int i = 0; i < its.size(); i++) {
      its.get(i).forEach(mine.get(i)::add);
    }
    cut |= alert.truncated && its.stream().anyMatch(list -> list.size() == Seen.LIMIT);
  }

  private void addBeneath(String beneath) {
    List<Seen> mine = lists().toList();
    List<String> its = Values.split(beneath);
    for (int i = 0; i < its.size() - 1; i++) {
      mine.get(i).addValues(its.get(i));
    }
    cut |= its.get(its.size() - 1).equals(CUT);
  }

  void list(Alert alert) {
    alert.ips = ips.values;
    alert.users = users.values;
    alert.hosts = hosts.values;
    alert.networks = networks.values;
    alert.userAgents = userAgents.values;
  }

  boolean isEmpty() {
    return lists().allMatch(list -> list.values.isEmpty());
  }

  boolean truncated() {
    return cut || lists().anyMatch(list -> list.truncated);
  }

  /** As {@link Activity#beneath} has it. */
  String joined() {
    return Values.join(
        Stream.concat(
                lists().map(list -> Values.join(list.values)), Stream.of(truncated() ? CUT : ""))
            .toList());
  }

  private Stream<Seen> lists() {
    return Stream.of(ips, users, hosts, networks, userAgents);
  }
}
