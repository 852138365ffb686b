package io.trailhound.alert;

import io.trailhound.model.Activity;
import io.trailhound.model.Alert;
import io.trailhound.model.Group;
import io.trailhound.model.Incident;
import io.trailhound.model.IncidentAlert;
import io.trailhound.model.LookedUp;
import io.trailhound.model.Session;
import io.trailhound.model.Step;
import io.trailhound.model.Suppressed;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Chance in, an alert out, with something or nothing in each of its fields, also in those that come
 * some day: texts of any length and of characters that take most room in a document, lists of any
 * length.
 */
final class AnyAlert {
  /** In JSON, a control character takes six bytes. */
  private static final List<String> CHARACTERS = List.of("\u0001", "\"", "a", "ü", "日", "😀");

  private static final int LONGEST = 3_000;
  private static final int MOST = 150;

  private final Random random;

  /** Of eight fields, so many have something. */
  private final int share;

  /** Whether all texts and lists are as long as they may be. */
  private final boolean full;

  private AnyAlert(Random random, int share, boolean full) {
    this.random = random;
    this.share = share;
    this.full = full;
  }

  static Alert of(long seed, String rule, int groupFields) {
    Random random = new Random(seed);
    return new AnyAlert(random, 1 + random.nextInt(8), false).alert(rule, groupFields);
  }

  /** The largest one there is. */
  static Alert full(String rule, int groupFields) {
    return new AnyAlert(new Random(0), 8, true).alert(rule, groupFields);
  }

  private Alert alert(String rule, int groupFields) {
    Alert alert = new Alert();
    fill(alert);
    alert.id = "0123456789abcdef0123456789abcdef";
    alert.rule = rule;
    alert.phase = Alert.FINAL;
    String[] group = new String[groupFields];
    for (int i = 0; i < group.length; i++) {
      group[i] = text();
    }
    alert.group = Group.join(group);
    return alert;
  }

  private <T> T fill(T object) {
    for (Field field : object.getClass().getFields()) {
      if (!Modifier.isStatic(field.getModifiers()) && random.nextInt(8) < share) {
        try {
          field.set(object, value(field.getGenericType()));
        } catch (IllegalAccessException e) {
          throw new AssertionError(e);
        }
      }
    }
    return object;
  }

  private Object value(Type type) {
    if (type == String.class) {
      return text();
    } else if (type == long.class || type == Long.class) {
      return Long.MAX_VALUE >> 8;
    } else if (type == Double.class) {
      return Math.PI;
    } else if (type == boolean.class) {
      return true;
    } else if (type == Activity.class) {
      return fill(new Activity());
    } else if (type == Session.class) {
      return fill(new Session());
    } else if (type == Suppressed.class) {
      return fill(new Suppressed());
    } else if (type == Incident.class) {
      Incident incident = fill(new Incident());
      incident.rules = List.of();
      incident.alerts = incident.alerts == null ? List.of() : incident.alerts;
      return incident;
    } else if (type == IncidentAlert.class) {
      return fill(new IncidentAlert());
    } else if (type == Step.class) {
      return new Step(text(), Long.MAX_VALUE >> 8, text(), text());
    } else if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      return list(list.getActualTypeArguments()[0]);
    } else if (type instanceof ParameterizedType map && map.getRawType() == Map.class) {
      return where();
    }
    throw new AssertionError("a value of " + type);
  }

  private List<Object> list(Type type) {
    List<Object> list = new ArrayList<>();
    for (int length = full ? MOST : random.nextInt(MOST); length > 0; length--) {
      list.add(value(type));
    }
    return list;
  }

  private Map<String, String[]> where() {
    Map<String, String[]> where = new HashMap<>();
    LookedUp.OF_RULES.forEach(name -> where.put(name, new String[] {text(), text()}));
    where.put(LookedUp.LOCATION, new String[] {"52.5", "13.4"});
    return where;
  }

  private String text() {
    if (full) {
      return CHARACTERS.get(0).repeat(LONGEST);
    }
    String character = CHARACTERS.get(random.nextInt(CHARACTERS.size()));
    return character.repeat(random.nextInt(random.nextBoolean() ? 40 : LONGEST));
  }
}
