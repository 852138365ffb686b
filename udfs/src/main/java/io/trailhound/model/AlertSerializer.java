package io.trailhound.model;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.BooleanSerializer;
import org.apache.flink.api.common.typeutils.base.DoubleSerializer;
import org.apache.flink.api.common.typeutils.base.ListSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;

/** An {@link Alert} to bytes and back. Kinds have few fields in common, so most are missing. */
final class AlertSerializer extends PartsSerializer<Alert> {
  private static final long serialVersionUID = 1L;

  @Override
  Alert blank() {
    return new Alert();
  }

  @Override
  List<Part<Alert, ?>> parts() {
    return List.of(
        text(a -> a.id, (a, it) -> a.id = it),
        text(a -> a.rule, (a, it) -> a.rule = it),
        text(a -> a.phase, (a, it) -> a.phase = it),
        number(a -> a.time, (a, it) -> a.time = it),
        text(a -> a.message, (a, it) -> a.message = it),
        text(a -> a.group, (a, it) -> a.group = it),
        new Part<>(a -> a.activity, (a, it) -> a.activity = it, new ActivitySerializer()),
        number(a -> a.windowStart, (a, it) -> a.windowStart = it),
        number(a -> a.windowEnd, (a, it) -> a.windowEnd = it),
        number(a -> a.count, (a, it) -> a.count = it),
        number(a -> a.distinct, (a, it) -> a.distinct = it),
        texts(a -> a.values, (a, it) -> a.values = it),
        fraction(a -> a.measured, (a, it) -> a.measured = it),
        number(a -> a.first, (a, it) -> a.first = it),
        number(a -> a.last, (a, it) -> a.last = it),
        number(a -> a.completed, (a, it) -> a.completed = it),
        text(a -> a.completedBy, (a, it) -> a.completedBy = it),
        texts(a -> a.told, (a, it) -> a.told = it),
        text(a -> a.term, (a, it) -> a.term = it),
        number(a -> a.firstSeen, (a, it) -> a.firstSeen = it),
        number(a -> a.previouslySeen, (a, it) -> a.previouslySeen = it),
        number(a -> a.announced, (a, it) -> a.announced = it),
        number(a -> a.total, (a, it) -> a.total = it),
        number(a -> a.trusted, (a, it) -> a.trusted = it),
        number(a -> a.uncommon, (a, it) -> a.uncommon = it),
        fraction(a -> a.ratio, (a, it) -> a.ratio = it),
        texts(a -> a.organizations, (a, it) -> a.organizations = it),
        texts(a -> a.sensitiveActions, (a, it) -> a.sensitiveActions = it),
        number(a -> a.latestUncommon, (a, it) -> a.latestUncommon = it),
        new Part<>(
            a -> a.steps,
            (a, it) -> a.steps = it,
            pojo(Types.LIST(TypeInformation.of(Step.class)))),
        texts(a -> a.eventIds, (a, it) -> a.eventIds = it),
        texts(a -> a.ips, (a, it) -> a.ips = it),
        texts(a -> a.users, (a, it) -> a.users = it),
        texts(a -> a.hosts, (a, it) -> a.hosts = it),
        texts(a -> a.networks, (a, it) -> a.networks = it),
        texts(a -> a.userAgents, (a, it) -> a.userAgents = it),
        new Part<>(
            a -> a.suppressed, (a, it) -> a.suppressed = it, pojo(Types.POJO(Suppressed.class))),
        new Part<>(
            a -> a.truncated ? true : null,
            (a, it) -> a.truncated = it,
            BooleanSerializer.INSTANCE),
        text(a -> a.actor, (a, it) -> a.actor = it),
        text(a -> a.incidentId, (a, it) -> a.incidentId = it),
        new Part<>(a -> a.incident, (a, it) -> a.incident = it, pojo(Types.POJO(Incident.class))),
        new Part<>(
            a -> a.where,
            (a, it) -> a.where = it,
            pojo(Types.MAP(Types.STRING, Types.OBJECT_ARRAY(Types.STRING)))),
        number(a -> a.arrival == 0 ? null : a.arrival, (a, it) -> a.arrival = it));
  }

  private static Part<Alert, String> text(
      Function<Alert, String> get, BiConsumer<Alert, String> set) {
    return new Part<>(get, set, StringSerializer.INSTANCE);
  }

  private static Part<Alert, List<String>> texts(
      Function<Alert, List<String>> get, BiConsumer<Alert, List<String>> set) {
    return new Part<>(get, set, new ListSerializer<>(StringSerializer.INSTANCE));
  }

  private static Part<Alert, Long> number(Function<Alert, Long> get, BiConsumer<Alert, Long> set) {
    return new Part<>(get, set, LongSerializer.INSTANCE);
  }

  private static Part<Alert, Double> fraction(
      Function<Alert, Double> get, BiConsumer<Alert, Double> set) {
    return new Part<>(get, set, DoubleSerializer.INSTANCE);
  }

  /** As in state: few alerts have these. */
  private static <V> TypeSerializer<V> pojo(TypeInformation<V> type) {
    return type.createSerializer(new SerializerConfigImpl());
  }

  @Override
  public TypeSerializer<Alert> duplicate() {
    return new AlertSerializer();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AlertSerializer;
  }

  @Override
  public int hashCode() {
    return AlertSerializer.class.hashCode();
  }
}
