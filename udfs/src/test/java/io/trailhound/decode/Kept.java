package io.trailhound.decode;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * An object in, how much it keeps out: the characters of all texts, and the numbers in all arrays,
 * that can be reached from it. Looks where a full heap would have to be waited for.
 */
public final class Kept {
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Object> left = new ArrayDeque<>();
  private long size;

  private Kept() {}

  /** Bytes aren't counted: messages are, which the reader of a topic holds in any case. */
  public static long by(Object root) {
    Kept kept = new Kept();
    kept.reach(root);
    while (!kept.left.isEmpty()) {
      kept.look(kept.left.pop());
    }
    return kept.size;
  }

  private void reach(Object object) {
    if (object != null && seen.add(object)) {
      left.push(object);
    }
  }

  private void look(Object object) {
    if (object instanceof String text) {
      size += text.length();
    } else if (object instanceof Object[] array) {
      Arrays.stream(array).forEach(this::reach);
    } else if (object.getClass().isArray()) {
      size += object instanceof byte[] ? 0 : Array.getLength(object);
    } else if (object instanceof Map<?, ?> map) {
      map.keySet().forEach(this::reach);
      map.values().forEach(this::reach);
    } else if (object instanceof Collection<?> all) {
      all.forEach(this::reach);
    } else if (object instanceof AtomicReference<?> reference) {
      reach(reference.get());
    } else {
      fields(object);
    }
  }

  private void fields(Object object) {
    Class<?> type = object.getClass();
    for (; !type.getName().startsWith("java."); type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (!field.getType().isPrimitive() && !Modifier.isStatic(field.getModifiers())) {
          reach(value(field, object));
        }
      }
    }
  }

  private static Object value(Field field, Object object) {
    try {
      field.setAccessible(true);
      return field.get(object);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
