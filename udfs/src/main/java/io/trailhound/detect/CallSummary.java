package io.trailhound.detect;

import io.trailhound.model.MatchedId;
import io.trailhound.model.Values;
import io.trailhound.rules.Measured;
import io.trailhound.rules.Rule;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The calls of one window in, one by one and in any order, what their alert lists out. However many
 * there are, it has what an alert shows and 16 bytes for each distinct value.
 */
public final class CallSummary {
  long count;
  Call first;
  Call last;
  final Seen values = new Seen();
  final EverythingSeen seen = new EverythingSeen();

  private final Rule.ValueCount rule;
  private final Set<EventHash> distinct = new HashSet<>();

  /** Of a condition over rules, under each of which an event is a call: events count once. */
  private final Set<EventHash> events = new HashSet<>();

  /** The first hundred calls. */
  private final Earliest calls = new Earliest(Seen.LIMIT);

  /** As much of what counts as the threshold needs. */
  private final Earliest counted;

  /** Null where values or events are counted. */
  private final Numbers numbers;

  /** What other correlations need of them. */
  final Told told;

  final Caller caller = new Caller();

  public CallSummary(Rule.ValueCount rule) {
    this.rule = rule;
    counted = new Earliest(rule.monotone() ? rule.threshold().min() : 0);
    numbers = rule.measure() == null ? null : new Numbers(rule.measure());
    told = new Told(rule);
  }

  private String eventId(Call call) {
    return rule.expression() == null ? call.eventId() : MatchedId.eventId(call.eventId());
  }

  public static CallSummary of(Rule.ValueCount rule, Iterable<Call> calls) {
    CallSummary summary = new CallSummary(rule);
    calls.forEach(summary::add);
    return summary;
  }

  public void add(Call call) {
    count += rule.expression() == null || events.add(EventHash.of(eventId(call))) ? 1 : 0;
    first = first == null || Call.IN_ORDER.compare(call, first) < 0 ? call : first;
    last = last == null || Call.IN_ORDER.compare(call, last) > 0 ? call : last;
    seen.add(call.activity());
    told.add(call.activity(), call.time(), call.eventId());
    caller.add(call.activity(), call.time(), call.eventId());
    calls.add(eventId(call), call);
    if (rule.field() == null) {
      counted.add(call.eventId(), call);
      return;
    }
    if (numbers != null) {
      Values.split(call.value()).forEach(numbers::add);
      return;
    }
    for (String value : Values.split(call.value())) {
      distinct.add(EventHash.of(value));
      values.add(value);
      counted.add(value, call);
    }
  }

  public boolean isEmpty() {
    return count == 0;
  }

  /** Whether the window with these calls fires. */
  public boolean fires() {
    if (rule.expression() != null) {
      return rule.expression().test(values.values::contains);
    }
    if (numbers == null) {
      return !isEmpty() && rule.threshold().test(counted());
    }
    Measured measured = numbers.measured();
    return measured != null && rule.measure().condition().test(measured);
  }

  /** What the rule's threshold is about. */
  long counted() {
    return rule.field() == null ? count : distinct.size();
  }

  /** What the rule measures; null when it counts, or there is no number. */
  Double measured() {
    Measured measured = numbers == null ? null : numbers.measured();
    return measured == null ? null : (Double) measured.shown();
  }

  /** Whether it's about different values. */
  boolean countsValues() {
    return rule.field() != null && numbers == null;
  }

  List<String> eventIds() {
    return calls.values();
  }

  /** The call with which the rule's threshold is reached; null when it isn't. */
  Earliest.Place completing() {
    long least = rule.threshold().min();
    return least == 0 ? Earliest.Place.of(first) : counted.at(least);
  }

  boolean truncated() {
    return count > Seen.LIMIT || values.truncated || seen.truncated();
  }
}
