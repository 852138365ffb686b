package io.trailhound.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.Decoded;
import io.trailhound.model.ExtraFields;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Input in, once with {@link QuickReader} before {@link CarefulReader} and once without it; an
 * {@link AssertionError} where the events or dead letters aren't the same, down to each field and
 * byte.
 */
public final class BothReaders {
  private static final List<Field> FIELDS = Arrays.asList(CloudTrailEvent.class.getFields());

  private final Context quick;
  private final Context careful;
  private final Layers quickMessages;
  private final Layers carefulMessages;

  /** Outputs that were the same, so far. */
  public long outputs;

  public BothReaders(ExtraFields extras) {
    quick = Context.of(extras, DecodeLimits.DEFAULT, () -> TestDecoder.NOW);
    careful =
        new Context(
            extras,
            quick.limits(),
            quick.clock(),
            quick.json(),
            quick.paths(),
            quick.unread(),
            Optional.empty());
    quickMessages = new Layers(quick);
    carefulMessages = new Layers(careful);
  }

  public void message(byte[] message) {
    quickMessages.begin(message, "m-", 7);
    carefulMessages.begin(message, "m-", 7);
    compare(all(quickMessages), all(carefulMessages));
  }

  public void file(byte[] content) {
    compare(file(quick, content), file(careful, content));
  }

  private static List<List<Object>> file(Context context, byte[] content) {
    Layers layers = new Layers(context);
    layers.begin(new ByteArrayInputStream(content), "f:");
    List<List<Object>> all = all(layers);
    try {
      layers.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  private void compare(List<List<Object>> quickly, List<List<Object>> carefully) {
    if (!quickly.equals(carefully)) {
      assertThat(quickly).isEqualTo(carefully);
    }
    outputs += quickly.size();
  }

  private static List<List<Object>> all(Layers layers) {
    List<List<Object>> all = new ArrayList<>();
    for (Decoded next = layers.next(); next != null; next = layers.next()) {
      all.add(parts(next));
    }
    return all;
  }

  private static List<Object> parts(Decoded decoded) {
    if (decoded.event() != null) {
      return Stream.concat(Stream.of("event"), FIELDS.stream().map(f -> value(f, decoded.event())))
          .toList();
    }
    var letter = decoded.deadLetter();
    return List.of(letter.reason(), letter.detail(), letter.source(), comparable(letter.raw()));
  }

  private static Object value(Field field, CloudTrailEvent event) {
    try {
      return Optional.ofNullable(field.get(event)).map(BothReaders::comparable);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object comparable(Object value) {
    if (value instanceof byte[] bytes) {
      return ByteBuffer.wrap(bytes);
    }
    if (value instanceof Object[] array) {
      return Arrays.deepToString(array);
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> comparable = new TreeMap<>();
      map.forEach((key, each) -> comparable.put((String) key, comparable(each)));
      return comparable;
    }
    return value;
  }
}
