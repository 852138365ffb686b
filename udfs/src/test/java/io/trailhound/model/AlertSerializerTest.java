package io.trailhound.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever fields an alert has, those that are added tomorrow as well, it has on the other side.
 */
class AlertSerializerTest {
  private final TypeSerializer<Alert> serializer =
      new AlertType().createSerializer(new SerializerConfigImpl());

  static Stream<Field> fields() {
    return Stream.of(Alert.class, Activity.class)
        .flatMap(type -> Stream.of(type.getFields()))
        .filter(field -> !Modifier.isStatic(field.getModifiers()));
  }

  @ParameterizedTest
  @MethodSource("fields")
  void aFieldComesBackAlone(Field field) throws Exception {
    Alert alert = new Alert();
    Object of = alert;
    if (field.getDeclaringClass() == Activity.class) {
      alert.activity = new Activity();
      of = alert.activity;
    }
    field.set(of, sample(field));

    comesBackAsItWas(alert);
    assertThat(field.get(of)).as("what was written").isNotNull();
  }

  @Test
  void allFieldsComeBackTogetherAndNoneToo() throws Exception {
    Alert alert = new Alert();
    comesBackAsItWas(alert);
    alert.activity = new Activity();
    for (Field field : fields().toList()) {
      Object of = field.getDeclaringClass() == Alert.class ? alert : alert.activity;
      if (field.get(of) == null || field.getType().isPrimitive()) {
        field.set(of, sample(field));
      }
    }
    comesBackAsItWas(alert);
  }

  @Test
  void whateverCharactersATextHasItComesBack() throws IOException {
    for (String text : List.of("", "ÿ", "漢字", "😀", "\ud800", "\u0000", "a".repeat(70_000))) {
      Alert alert = new Alert();
      alert.message = text;
      alert.values = List.of(text, "", text);
      comesBackAsItWas(alert);
    }
  }

  @Test
  void aCopyHasListsOfItsOwn() {
    Alert alert = new Alert();
    alert.values = new ArrayList<>(List.of("a"));
    Alert copy = serializer.copy(alert);
    alert.values.add("b");
    assertThat(copy.values).containsExactly("a");
  }

  @Test
  void cantGetIntoState() {
    assertThatThrownBy(serializer::snapshotConfiguration)
        .isInstanceOf(UnsupportedOperationException.class);
  }

  private static Object sample(Field field) {
    Class<?> type = field.getType();
    if (type == String.class) {
      return "text of " + field.getName();
    } else if (type == Long.class || type == long.class) {
      return 1_760_000_000_000L + field.getName().hashCode();
    } else if (type == Double.class) {
      return 0.25;
    } else if (type == boolean.class) {
      return true;
    } else if (type == List.class) {
      Class<?> of =
          (Class<?>) ((ParameterizedType) field.getGenericType()).getActualTypeArguments()[0];
      return of == Step.class
          ? List.of(new Step("rule", 5, "id", "ListUsers"), new Step("other", 6, null, "GetUser"))
          : List.of("first of " + field.getName(), "second");
    } else if (type == Map.class) {
      return Map.of("cloud.account.name", new String[] {"production"});
    } else if (type == Activity.class) {
      return new Activity();
    } else if (type == Session.class) {
      Session session = new Session();
      session.mfa = "true";
      return session;
    } else if (type == Suppressed.class) {
      Suppressed suppressed = new Suppressed();
      suppressed.actions = List.of("ListUsers");
      return suppressed;
    } else if (type == Incident.class) {
      Incident incident = new Incident();
      incident.principal = "arn:aws:iam::111122223333:user/x";
      return incident;
    }
    throw new IllegalArgumentException("no sample of " + field);
  }

  private void comesBackAsItWas(Alert alert) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(alert, out);
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());

    assertThat(serializer.deserialize(in)).usingRecursiveComparison().isEqualTo(alert);
    assertThat(in.available()).isZero();
    assertThat(serializer.copy(alert)).usingRecursiveComparison().isEqualTo(alert);
    assertThat(serializer.duplicate()).isEqualTo(serializer).isNotSameAs(serializer);
  }
}
