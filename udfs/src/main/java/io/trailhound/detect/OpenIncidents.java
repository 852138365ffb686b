package io.trailhound.detect;

import io.trailhound.model.Alert;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** The incidents of one principal that aren't over: their alerts, and what was told of them. */
final class OpenIncidents {
  /** Early ones by id, final ones by what is counted of them ({@link AlertPlace#counted}). */
  static final MapStateDescriptor<String, Alert> ALERTS =
      new MapStateDescriptor<>("incident-alerts", Types.STRING, Types.POJO(Alert.class));

  /** By the stretch of time that makes the id. */
  static final MapStateDescriptor<Long, IncidentTold> TOLD =
      new MapStateDescriptor<>("incident-told", Types.LONG, Types.POJO(IncidentTold.class));

  private final MapState<String, Alert> alerts;
  private final MapState<Long, IncidentTold> told;
  private final TypeSerializer<Alert> copies;
  private final long gap;
  private final long settled;

  private String principal;
  private Consumer<Alert> out;

  /**
   * @param gap how far apart alerts of an incident may be, milliseconds
   * @param settled how long behind its time an alert is final at the latest, milliseconds
   */
  OpenIncidents(RuntimeContext context, long gap, long settled) {
    alerts = context.getMapState(ALERTS);
    told = context.getMapState(TOLD);
    copies = context.createSerializer(Types.POJO(Alert.class));
    this.gap = gap;
    this.settled = settled;
  }

  /** Says whose they are, the current key, and where they go. */
  void are(String whose, Consumer<Alert> incidents) {
    principal = whose;
    out = incidents;
  }

  /** From when on no final revision of an alert can come. */
  long finalBy(Alert alert) {
    return Times.plus(alert.time, settled);
  }

  /** From when on nothing can come that belongs to an alert of a time. */
  private long overAt(long last) {
    return Times.plus(last, gap + settled);
  }

  /** From when on no incident can begin in a stretch. */
  private long unusedAt(long stretch) {
    return Times.plus((stretch + 1) * gap, settled);
  }

  /** When something may be over because of an alert. */
  long lookAt(Alert alert) {
    return isFinal(alert) ? overAt(alert.time) : finalBy(alert);
  }

  /** When something is over next, of all; {@link IncidentPace#NEVER} when nothing is left. */
  long lookAt() throws Exception {
    long next = IncidentPace.NEVER;
    for (IncidentSpan span : IncidentSpan.of(finals(), gap)) {
      next = Math.min(next, overAt(span.last()));
    }
    for (Alert alert : alerts.values()) {
      next = isFinal(alert) ? next : Math.min(next, finalBy(alert));
    }
    for (long stretch : stretches()) {
      next = told.get(stretch).withdrawn ? Math.min(next, unusedAt(stretch)) : next;
    }
    return next;
  }

  private static boolean isFinal(Alert alert) {
    return alert.phase.equals(Alert.FINAL);
  }

  private List<Alert> finals() throws Exception {
    List<Alert> finals = new ArrayList<>();
    for (Alert alert : alerts.values()) {
      if (isFinal(alert)) {
        finals.add(alert);
      }
    }
    return finals;
  }

  private List<Long> stretches() throws Exception {
    List<Long> stretches = new ArrayList<>();
    told.keys().forEach(stretches::add);
    return stretches;
  }

  /** Takes in an alert, or takes it out again; tells what it changes. */
  IncidentPace.Change take(Alert alert) throws Exception {
    Alert before = alerts.get(alert.id);
    if (alert.phase.equals(Alert.WITHDRAWN)) {
      alerts.remove(alert.id);
      return before == null ? IncidentPace.Change.NOTHING : IncidentPace.Change.LESS;
    }
    String key = key(alert);
    boolean wasEarly = before != null && !isFinal(before);
    boolean isKnown = wasEarly || alerts.contains(key);
    if (wasEarly) {
      alerts.remove(alert.id);
    }
    alerts.put(key, copies.copy(alert));
    return isKnown ? IncidentPace.Change.NOTHING : IncidentPace.Change.MORE;
  }

  /** A sequence that is repeated has several final alerts of one id, perhaps in two incidents. */
  private static String key(Alert alert) {
    return isFinal(alert) ? AlertPlace.counted(alert) : alert.id;
  }

  /**
   * Makes final what is over by {@code time}, and forgets early alerts that can't become final.
   *
   * @param again takes the alerts of what is final, which say of which incident they are
   */
  void close(long time, Consumer<Alert> again) throws Exception {
    for (IncidentSpan span : IncidentSpan.of(finals(), gap)) {
      if (overAt(span.last()) <= time) {
        long stretch = IncidentRule.stretch(span, gap);
        String id = send(span, stretch, Alert.FINAL);
        told.remove(stretch);
        for (Alert alert : span.alerts()) {
          alerts.remove(key(alert));
          alerts.remove(alert.id); // where savepoints of before have it
        }
        for (Alert alert : span.latest()) {
          Alert with = copies.copy(alert).arrivedAt(0);
          with.incidentId = id;
          again.accept(with);
        }
      }
    }
    List<String> gone = new ArrayList<>();
    for (Alert alert : alerts.values()) {
      if (!isFinal(alert) && finalBy(alert) <= time) {
        gone.add(alert.id);
      }
    }
    for (String id : gone) {
      alerts.remove(id);
    }
  }

  /** Forgets what was taken back and can't come again by {@code time}. */
  void forgetUnused(long time) throws Exception {
    for (long stretch : stretches()) {
      if (unusedAt(stretch) <= time && told.get(stretch).withdrawn) {
        told.remove(stretch);
      }
    }
  }

  /**
   * Tells all that isn't told as it is, and takes back what is none any more.
   *
   * @return how many alerts there are
   */
  long tell() throws Exception {
    Set<Long> open = new HashSet<>();
    long all = 0;
    for (IncidentSpan span : IncidentSpan.of(alerts.values(), gap)) {
      long stretch = IncidentRule.stretch(span, gap);
      open.add(stretch);
      all += span.alerts().size();
      IncidentTold before = told.get(stretch);
      if (before == null || (!before.withdrawn && before.number != span.alerts().size())) {
        send(span, stretch, Alert.EARLY);
      }
    }
    for (long stretch : stretches()) {
      if (!open.contains(stretch) && !told.get(stretch).withdrawn) {
        withdraw(stretch);
      }
    }
    return all;
  }

  /** Sends an incident; its id comes back. */
  private String send(IncidentSpan span, long stretch, String phase) throws Exception {
    Alert incident = IncidentRule.alert(principal, span);
    IncidentTold last = told.get(stretch) == null ? new IncidentTold() : told.get(stretch);
    incident.id = IncidentRule.id(principal, gap, stretch);
    incident.phase = phase;
    incident.incident.revision = ++last.revision;
    last.number = span.alerts().size();
    last.shown = incident;
    told.put(stretch, last);
    out.accept(copies.copy(incident));
    return incident.id;
  }

  private void withdraw(long stretch) throws Exception {
    IncidentTold last = told.get(stretch);
    Alert incident = copies.copy(last.shown);
    incident.phase = Alert.WITHDRAWN;
    incident.incident.revision = ++last.revision;
    last.withdrawn = true;
    last.shown = null;
    told.put(stretch, last);
    out.accept(incident);
  }
}
