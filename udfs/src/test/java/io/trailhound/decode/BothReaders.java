package io.trailhound.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.DeadLetter;
import io.trailhound.model.Decoded;
import io.trailhound.model.ExtraFields;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

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
    quickMessages = new Layers(quick, Chunks.FRESH);
    carefulMessages = new Layers(careful, Chunks.FRESH);
  }

  public void message(byte[] message) {
    quickMessages.begin(message, "m-", 7);
    carefulMessages.begin(message, "m-", 7);
    compare(all(quickMessages), all(carefulMessages));
  }

  public void file(byte[] content) {
    compare(file(quick, content), file(careful, content));
  }

  private static List<Decoded> file(Context context, byte[] content) {
    Layers layers = new Layers(context, Chunks.FRESH);
    layers.begin(new ByteArrayInputStream(content), "f:");
    List<Decoded> all = all(layers);
    try {
      layers.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  private static List<Decoded> all(Layers layers) {
    List<Decoded> all = new ArrayList<>();
    for (Decoded next = layers.next(); next != null; next = layers.next()) {
      all.add(next);
    }
    return all;
  }

  private void compare(List<Decoded> quickly, List<Decoded> carefully) {
    if (quickly.size() != carefully.size()) {
      throw new AssertionError(quickly.size() + " outputs instead of " + carefully.size());
    }
    for (int i = 0; i < quickly.size(); i++) {
      compare(quickly.get(i), carefully.get(i));
    }
    outputs += quickly.size();
  }

  private static void compare(Decoded quickly, Decoded carefully) {
    if (carefully.event() == null || quickly.event() == null) {
      same("event", quickly.event(), carefully.event());
      DeadLetter quick = quickly.deadLetter();
      DeadLetter careful = carefully.deadLetter();
      same("reason", quick.reason(), careful.reason());
      same("detail", quick.detail(), careful.detail());
      same("source", quick.source(), careful.source());
      same("raw", quick.raw(), careful.raw());
      return;
    }
    for (Field field : FIELDS) {
      try {
        same(field.getName(), field.get(quickly.event()), field.get(carefully.event()));
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static void same(String what, Object quickly, Object carefully) {
    if (!Objects.deepEquals(comparable(quickly), comparable(carefully))) {
      assertThat(quickly).as(what).isEqualTo(carefully);
    }
  }

  /** Of what the event has of arrays in maps, which no map compares. */
  private static Object comparable(Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      return value;
    }
    Map<Object, Object> comparable = new HashMap<>();
    map.forEach(
        (key, each) ->
            comparable.put(key, each instanceof Object[] array ? Arrays.asList(array) : each));
    return comparable;
  }
}
