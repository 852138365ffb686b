package io.trailhound.alert;

import com.fasterxml.jackson.core.JsonGenerator;
import io.trailhound.model.Caps;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Writes JSON objects and leaves out what has no value: an object's name is only written with its
 * first value.
 */
final class EcsWriter {
  private final JsonGenerator json;

  /** Of a list, so many at most. */
  private final int most;

  /** Of a value, so many characters at most. */
  private final int longest;

  /** Whether something of an event was left out. */
  private boolean cut;

  /** Objects asked for but not written yet, outermost first. */
  private final Deque<String> pending = new ArrayDeque<>();

  EcsWriter(JsonGenerator json, int most, int longest) {
    this.json = json;
    this.most = most;
    this.longest = longest;
  }

  boolean cut() {
    return cut;
  }

  /** Begins the root or an element of a list. */
  void beginElement() throws IOException {
    json.writeStartObject();
  }

  /** Begins nested objects, outermost first. */
  void begin(String... names) {
    for (String name : names) {
      pending.addLast(name);
    }
  }

  void end() throws IOException {
    if (pending.pollLast() == null) {
      json.writeEndObject();
    }
  }

  void end(int times) throws IOException {
    for (int i = 0; i < times; i++) {
      end();
    }
  }

  void beginList(String name) throws IOException {
    flush();
    json.writeArrayFieldStart(name);
  }

  void endList() throws IOException {
    json.writeEndArray();
  }

  /** What writes the keys of one element. */
  @FunctionalInterface
  interface Element<T> {
    void write(T value) throws IOException;
  }

  /** A list of objects, of so many values at most; none without values. */
  <T> void each(String name, List<T> values, Element<T> element) throws IOException {
    if (!values.isEmpty() && most > 0) {
      beginList(name);
      for (T value : values.subList(0, Math.min(most, values.size()))) {
        beginElement();
        element.write(value);
        end();
      }
      endList();
    }
    cut |= values.size() > most;
  }

  /** Of a rule's or Trailhound's own, so as long as it is. */
  void own(String name, String value) throws IOException {
    if (value != null) {
      flush();
      json.writeStringField(name, value);
    }
  }

  void own(String name, List<String> values) throws IOException {
    if (!values.isEmpty()) {
      beginList(name);
      for (String value : values) {
        json.writeString(value);
      }
      endList();
    }
  }

  void message(String name, String value) throws IOException {
    if (value != null) {
      String shown = Caps.message(value);
      cut |= shown.length() < value.length();
      own(name, shown);
    }
  }

  /** What an event says, which may be anything of any length. */
  void text(String name, String value) throws IOException {
    if (value != null) {
      own(name, shown(value));
    }
  }

  void texts(String name, List<String> values) throws IOException {
    if (values != null && !values.isEmpty() && most > 0) {
      beginList(name);
      for (String value : values.subList(0, Math.min(most, values.size()))) {
        json.writeString(shown(value));
      }
      endList();
    }
    cut |= values != null && values.size() > most;
  }

  /** As many elements of a list as there's room for. */
  <T> List<T> most(List<T> elements) {
    return first(most, elements);
  }

  /** The first so many elements, however much room there is. */
  <T> List<T> first(int limit, List<T> elements) {
    cut |= elements.size() > limit;
    return elements.subList(0, Math.min(limit, elements.size()));
  }

  private String shown(String value) {
    String shown = Caps.shown(value, longest);
    cut |= shown.length() < value.length() || Caps.isCut(shown);
    return shown;
  }

  void time(String name, Long millis) throws IOException {
    text(name, millis == null ? null : EcsAlert.iso(millis));
  }

  void number(String name, Long value) throws IOException {
    if (value != null) {
      flush();
      json.writeNumberField(name, value);
    }
  }

  void number(String name, Double value) throws IOException {
    if (value != null) {
      flush();
      json.writeNumberField(name, value);
    }
  }

  /** Written only when true. */
  void flag(String name, boolean value) throws IOException {
    if (value) {
      truth(name, true);
    }
  }

  void truth(String name, boolean value) throws IOException {
    flush();
    json.writeBooleanField(name, value);
  }

  private void flush() throws IOException {
    while (!pending.isEmpty()) {
      json.writeObjectFieldStart(pending.pollFirst());
    }
  }
}
