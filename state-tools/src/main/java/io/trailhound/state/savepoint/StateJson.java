package io.trailhound.state.savepoint;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.trailhound.model.Signal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.ListSerializer;
import org.apache.flink.cep.nfa.sharedbuffer.Lockable;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * State in, JSON out, and back: the public fields of the state's own types, without those that are
 * null but for sets. Types of Flink's CEP are the bytes that Flink would write, in base64, but for
 * the steps in them, which are ours.
 */
public final class StateJson {
  public static final ObjectMapper MAPPER =
      JsonMapper.builder()
          // Two lines that became one would lose the second.
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .visibility(PropertyAccessor.ALL, Visibility.NONE)
          .visibility(PropertyAccessor.FIELD, Visibility.ANY)
          .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
          // Left out, a set that is null would come back as the empty one that its owner begins
          // with.
          .withConfigOverride(
              Set.class,
              sets ->
                  sets.setInclude(
                      JsonInclude.Value.construct(
                          JsonInclude.Include.ALWAYS, JsonInclude.Include.ALWAYS)))
          .addModule(new SimpleModule().addSerializer(new InOrder()))
          .build();

  private static final String FLINK_CEP = "org.apache.flink.cep.";
  private static final String STEP = "step";
  private static final String REFERENCES = "references";

  private StateJson() {}

  /** The same state is the same text. */
  private static final class InOrder extends StdSerializer<Set<?>> {
    private static final long serialVersionUID = 1L;

    InOrder() {
      super(Set.class, false);
    }

    @Override
    public void serialize(Set<?> set, JsonGenerator json, SerializerProvider serializers)
        throws IOException {
      serializers.defaultSerializeValue(set.stream().sorted().toList(), json);
    }
  }

  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /**
   * @param serializer the value's own
   */
  public static <T> JsonNode tree(T value, TypeSerializer<T> serializer) throws IOException {
    if (value instanceof Lockable<?> lockable && lockable.getElement() instanceof Signal step) {
      int references = new DataInputDeserializer(bytes(value, serializer)).readInt();
      return JsonNodeFactory.instance
          .objectNode()
          .put(REFERENCES, references)
          .set(STEP, tree(step));
    }
    return isFlinks(serializer) ? tree(bytes(value, serializer)) : tree(value);
  }

  /**
   * @param type what the serializer is for
   */
  @SuppressWarnings("unchecked") // the serializer says what T is
  static <T> T value(JsonNode json, TypeSerializer<T> serializer, Class<?> type)
      throws IOException {
    if (json.has(REFERENCES)) {
      Signal step = MAPPER.treeToValue(json.get(STEP), Signal.class);
      return (T) new Lockable<>(step, json.get(REFERENCES).asInt());
    }
    if (isFlinks(serializer)) {
      return serializer.deserialize(new DataInputDeserializer(json.binaryValue()));
    }
    if (serializer instanceof ListSerializer<?>) {
      return (T) new ArrayList<>(List.of(read(json, Signal[].class)));
    }
    return (T) read(json, type);
  }

  public static <T> T read(JsonNode json, Class<T> type) throws JsonProcessingException {
    return MAPPER.treeToValue(json, type);
  }

  private static boolean isFlinks(TypeSerializer<?> serializer) {
    return serializer.getClass().getName().startsWith(FLINK_CEP);
  }

  private static <T> byte[] bytes(T value, TypeSerializer<T> serializer) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(value, out);
    return out.getCopyOfBuffer();
  }
}
