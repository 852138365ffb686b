package io.trailhound.model;

import static io.trailhound.model.CompactTexts.readNumber;
import static io.trailhound.model.CompactTexts.writeNumber;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A {@link Signal} to bytes and back, for the network alone: rules by their numbers, ids of events
 * in 16 bytes where they're UUIDs, times as seconds, and texts as {@link CompactTexts} has them. So
 * a job's speed isn't that of copying names. It has no snapshot, so that it can't get into state.
 */
final class SignalSerializer extends TypeSerializer<Signal> {
  private static final long serialVersionUID = 1L;
  private static final int SECOND = 1_000;

  /** Of four bytes: until 2106. */
  private static final long MOST_SECONDS = 0xffff_ffffL;

  /** What of a signal follows, as bits of its first byte. */
  private static final int WHOLE_SECOND = 1;

  private static final int SENSITIVE = 1 << 1;
  private static final int UUID_ID = 1 << 2;
  private static final int OTHER_ID = 1 << 3;
  private static final int ACTIVITY = 1 << 4;
  private static final int ARRIVAL = 1 << 5;
  private static final int ALERT = 1 << 6;
  private static final int GATHERED = 1 << 7;

  /** What follows an activity, as bits of the byte behind it. */
  private static final int SESSION = 1;

  private static final int BENEATH = 1 << 1;

  private final List<String> rules;
  private transient CompactTexts texts;
  private transient Map<String, Integer> numbers;

  SignalSerializer(List<String> rules) {
    this.rules = rules;
  }

  private CompactTexts begin() {
    if (texts == null) {
      texts = CompactTexts.ofThread(CommonWords.with(rules));
      numbers = new HashMap<>();
      rules.forEach(rule -> numbers.put(rule, numbers.size() + 1));
    }
    texts.begin();
    return texts;
  }

  @Override
  public void serialize(Signal signal, DataOutputView out) throws IOException {
    CompactTexts compact = begin();
    UUID id = signal.eventId == null ? null : Uuids.parse(signal.eventId);
    long time = signal.gathered == null ? signal.time : signal.time + 1;
    boolean seconds = time >= 0 && time % SECOND == 0 && time / SECOND <= MOST_SECONDS;
    out.writeByte(
        (seconds ? WHOLE_SECOND : 0)
            | (signal.sensitive ? SENSITIVE : 0)
            | (id == null ? (signal.eventId == null ? 0 : OTHER_ID) : UUID_ID)
            | (signal.activity == null ? 0 : ACTIVITY)
            | (signal.arrival == 0 ? 0 : ARRIVAL)
            | (signal.alert == null ? 0 : ALERT)
            | (signal.gathered == null ? 0 : GATHERED));
    writeRule(signal.rule, compact, out);
    if (seconds) {
      out.writeInt((int) (time / SECOND));
    } else {
      out.writeLong(time);
    }
    compact.write(signal.group, out);
    compact.write(signal.value, out);
    if (id != null) {
      out.writeLong(id.getMostSignificantBits());
      out.writeLong(id.getLeastSignificantBits());
    } else if (signal.eventId != null) {
      compact.write(signal.eventId, out);
    }
    if (signal.arrival != 0) {
      writeSigned(signal.arrival - time, out);
    }
    if (signal.alert != null) {
      compact.write(signal.alert, out);
    }
    if (signal.gathered != null) {
      writeNumber(signal.gathered.length / 2, out);
      for (long half : signal.gathered) {
        out.writeLong(half);
      }
    }
    if (signal.activity != null) {
      ActivityTexts.write(signal.activity, compact, out);
      out.writeByte(
          (signal.activity.session == null ? 0 : SESSION)
              | (signal.activity.beneath == null ? 0 : BENEATH));
      if (signal.activity.session != null) {
        ActivityTexts.writeSession(signal.activity.session, compact, out);
      }
      if (signal.activity.beneath != null) {
        compact.writeAlone(signal.activity.beneath, out);
      }
    }
  }

  @Override
  public Signal deserialize(DataInputView in) throws IOException {
    return deserialize(new Signal(), in);
  }

  @Override
  public Signal deserialize(Signal signal, DataInputView in) throws IOException {
    CompactTexts compact = begin();
    int parts = in.readUnsignedByte();
    signal.rule = readRule(compact, in);
    long time =
        has(parts, WHOLE_SECOND) ? Integer.toUnsignedLong(in.readInt()) * SECOND : in.readLong();
    signal.time = has(parts, GATHERED) ? time - 1 : time;
    signal.sensitive = has(parts, SENSITIVE);
    signal.group = compact.read(in);
    signal.value = compact.read(in);
    signal.eventId = eventId(parts, compact, in);
    signal.arrival = has(parts, ARRIVAL) ? time + readSigned(in) : 0;
    signal.alert = has(parts, ALERT) ? compact.read(in) : null;
    signal.gathered = has(parts, GATHERED) ? gathered(in) : null;
    signal.activity = null;
    if (has(parts, ACTIVITY)) {
      signal.activity = ActivityTexts.read(compact, in);
      int more = in.readUnsignedByte();
      if (has(more, SESSION)) {
        signal.activity.session = ActivityTexts.readSession(compact, in);
      }
      if (has(more, BENEATH)) {
        signal.activity.beneath = compact.readAlone(in);
      }
    }
    return signal;
  }

  private void writeRule(String rule, CompactTexts compact, DataOutputView out) throws IOException {
    int number = numbers.getOrDefault(rule, 0);
    writeNumber(number, out);
    if (number == 0) {
      compact.write(rule, out);
    }
  }

  private String readRule(CompactTexts compact, DataInputView in) throws IOException {
    int number = (int) readNumber(in);
    return number == 0 ? compact.read(in) : rules.get(number - 1);
  }

  /** Numbers near 0 in few bytes. */
  private static void writeSigned(long number, DataOutputView out) throws IOException {
    writeNumber((number << 1) ^ (number >> 63), out);
  }

  private static long readSigned(DataInputView in) throws IOException {
    long number = readNumber(in);
    return (number >>> 1) ^ -(number & 1);
  }

  private static boolean has(int parts, int part) {
    return (parts & part) != 0;
  }

  private static String eventId(int parts, CompactTexts compact, DataInputView in)
      throws IOException {
    if (has(parts, UUID_ID)) {
      return new UUID(in.readLong(), in.readLong()).toString();
    }
    return has(parts, OTHER_ID) ? compact.read(in) : null;
  }

  private static long[] gathered(DataInputView in) throws IOException {
    long[] halves = new long[2 * (int) readNumber(in)];
    for (int i = 0; i < halves.length; i++) {
      halves[i] = in.readLong();
    }
    return halves;
  }

  @Override
  public void copy(DataInputView in, DataOutputView out) throws IOException {
    serialize(deserialize(in), out);
  }

  /** What an alert shows is never changed, so copies share it. */
  @Override
  public Signal copy(Signal from) {
    return copy(from, new Signal());
  }

  @Override
  public Signal copy(Signal from, Signal to) {
    to.rule = from.rule;
    to.group = from.group;
    to.time = from.time;
    to.eventId = from.eventId;
    to.value = from.value;
    to.activity = from.activity;
    to.arrival = from.arrival;
    to.alert = from.alert;
    to.sensitive = from.sensitive;
    to.gathered = from.gathered;
    return to;
  }

  @Override
  public Signal createInstance() {
    return new Signal();
  }

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public int getLength() {
    return -1;
  }

  /** For another edge; what texts were met is the thread's. */
  @Override
  public TypeSerializer<Signal> duplicate() {
    return new SignalSerializer(rules);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SignalSerializer serializer && rules.equals(serializer.rules);
  }

  @Override
  public int hashCode() {
    return rules.hashCode();
  }

  @Override
  public TypeSerializerSnapshot<Signal> snapshotConfiguration() {
    throw new UnsupportedOperationException("signals in state are POJOs");
  }
}
