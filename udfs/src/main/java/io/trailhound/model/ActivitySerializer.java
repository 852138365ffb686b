package io.trailhound.model;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;

/** An {@link Activity} to bytes and back, as part of an alert. */
final class ActivitySerializer extends PartsSerializer<Activity> {
  private static final long serialVersionUID = 1L;

  @Override
  Activity blank() {
    return new Activity();
  }

  @Override
  List<Part<Activity, ?>> parts() {
    return List.of(
        text(a -> a.action, (a, it) -> a.action = it),
        text(a -> a.provider, (a, it) -> a.provider = it),
        text(a -> a.outcome, (a, it) -> a.outcome = it),
        text(a -> a.region, (a, it) -> a.region = it),
        text(a -> a.accountId, (a, it) -> a.accountId = it),
        text(a -> a.userName, (a, it) -> a.userName = it),
        text(a -> a.userId, (a, it) -> a.userId = it),
        text(a -> a.arn, (a, it) -> a.arn = it),
        text(a -> a.userType, (a, it) -> a.userType = it),
        text(a -> a.accessKeyId, (a, it) -> a.accessKeyId = it),
        text(a -> a.invokedBy, (a, it) -> a.invokedBy = it),
        new Part<>(
            a -> a.session,
            (a, it) -> a.session = it,
            Types.POJO(Session.class).createSerializer(new SerializerConfigImpl())),
        text(a -> a.address, (a, it) -> a.address = it),
        text(a -> a.ip, (a, it) -> a.ip = it),
        new Part<>(
            a -> a.asNumber == 0 ? null : a.asNumber,
            (a, it) -> a.asNumber = it,
            LongSerializer.INSTANCE),
        text(a -> a.asOrganization, (a, it) -> a.asOrganization = it),
        text(a -> a.userAgent, (a, it) -> a.userAgent = it),
        text(a -> a.userAgentName, (a, it) -> a.userAgentName = it),
        text(a -> a.versions, (a, it) -> a.versions = it));
  }

  private static Part<Activity, String> text(
      Function<Activity, String> get, BiConsumer<Activity, String> set) {
    return new Part<>(get, set, StringSerializer.INSTANCE);
  }

  @Override
  public TypeSerializer<Activity> duplicate() {
    return new ActivitySerializer();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ActivitySerializer;
  }

  @Override
  public int hashCode() {
    return ActivitySerializer.class.hashCode();
  }
}
