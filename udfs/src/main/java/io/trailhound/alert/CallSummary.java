package io.trailhound.alert;

import io.trailhound.detect.Call;
import io.trailhound.detect.Networks;
import io.trailhound.detect.Seen;
import io.trailhound.model.Values;
import io.trailhound.rules.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The calls of one window in, what their alert lists out. Pure, and blind to their order. */
final class CallSummary {
  final Call first;
  final Call last;
  final int distinct;
  final Seen values = new Seen();
  final Seen ips = new Seen();
  final Seen users = new Seen();
  final Seen hosts = new Seen();
  final Seen networks = new Seen();
  final Seen userAgents = new Seen();

  /** The first hundred, in order of time. */
  final List<String> eventIds;

  private final List<Call> inOrder;

  CallSummary(List<Call> calls) {
    inOrder = new ArrayList<>(calls);
    inOrder.sort(Call.IN_ORDER);
    first = inOrder.get(0);
    last = inOrder.get(inOrder.size() - 1);
    Set<String> distinctValues = new HashSet<>();
    for (Call call : inOrder) {
      Values.addTo(distinctValues, call.value());
      ips.add(call.activity().ip);
      users.add(call.activity().userName);
      hosts.add(AlertFactory.host(call.activity()));
      networks.add(Networks.name(call.activity()));
      userAgents.add(call.activity().userAgent);
    }
    distinctValues.forEach(values::add);
    distinct = distinctValues.size();
    eventIds = inOrder.stream().map(Call::eventId).limit(Seen.LIMIT).toList();
  }

  /** The call with which the rule's threshold is reached; null when it isn't. */
  Call completing(Rule.ValueCount rule) {
    Set<String> counted = new HashSet<>();
    for (Call call : inOrder) {
      if (rule.field() == null) {
        counted.add(call.eventId());
      } else {
        Values.addTo(counted, call.value());
      }
      if (counted.size() >= rule.threshold().min()) {
        return call;
      }
    }
    return null;
  }

  boolean truncated() {
    return inOrder.size() > Seen.LIMIT
        || values.truncated
        || ips.truncated
        || users.truncated
        || hosts.truncated
        || networks.truncated
        || userAgents.truncated;
  }
}
