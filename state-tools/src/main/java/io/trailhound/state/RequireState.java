package io.trailhound.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.trailhound.detect.KeptState;
import io.trailhound.detect.KeyedOperator;
import java.io.IOException;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * Lines in, the same out, or an error for one that is no state of the operator. {@link WriteState}
 * would find that as well, but what Flink runs it in waits for ever after an error.
 */
final class RequireState extends RichMapFunction<String, String> {
  private static final long serialVersionUID = 1L;

  private final KeyedOperator<?> operator;

  private transient LongCounter lines;

  RequireState(KeyedOperator<?> operator) {
    this.operator = operator;
    operator
        .states()
        .forEach(it -> it.descriptor().initializeSerializerUnlessSet(RequireState::serializer));
  }

  private static <T> TypeSerializer<T> serializer(
      org.apache.flink.api.common.typeinfo.TypeInformation<T> type) {
    return type.createSerializer(new SerializerConfigImpl());
  }

  @Override
  public void open(OpenContext context) {
    lines = JobProgress.counter(getRuntimeContext());
  }

  @Override
  public String map(String json) {
    try {
      StateLine line = StateLine.parse(json);
      var unused = line.key(operator.key().getTypeClass());
      if (line.state().equals(StateLine.TIMERS)) {
        require(line.value().isArray(), "timers");
      } else {
        require(line);
      }
      lines.add(1);
      return json;
    } catch (IOException | RuntimeException e) {
      throw new StateException(
          "this is no state of %s: %s: %s. Right would be: a line that export wrote."
              .formatted(operator.uid(), e.getMessage(), json));
    }
  }

  private void require(StateLine line) throws IOException {
    KeptState kept =
        operator.states().stream()
            .filter(it -> it.name().equals(line.state()))
            .findFirst()
            .orElseThrow(() -> new IOException("it has no '" + line.state() + "'"));
    StateDescriptor<?, ?> descriptor = kept.descriptor();
    if (descriptor instanceof MapStateDescriptor<?, ?> map) {
      readable(line.entry(), map.getKeySerializer(), kept.entry());
      readable(line.value(), map.getValueSerializer(), kept.value());
    } else {
      readable(line.value(), descriptor.getSerializer(), kept.value());
    }
  }

  private static <T> void readable(JsonNode json, TypeSerializer<T> serializer, Class<?> type)
      throws IOException {
    require(json != null && StateJson.value(json, serializer, type) != null, "value");
  }

  private static void require(boolean there, String what) throws IOException {
    if (!there) {
      throw new IOException("no " + what);
    }
  }
}
