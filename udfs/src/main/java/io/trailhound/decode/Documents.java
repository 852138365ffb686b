package io.trailhound.decode;

import static io.trailhound.decode.EventFields.copy;

import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.RawRecord;
import io.trailhound.text.IsoTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/**
 * One JSON document that {@link RecordScan} has just read in, one event or dead letter out: tells
 * the forms apart by their keys and looks into envelopes.
 */
final class Documents {
  private static final int MAX_ENVELOPES = 4;

  private final RecordScan scan;
  private final Outlet outlet;
  private final FutureTimes future;
  private final Consumer<byte[]> nested;
  private final IsoTime times = new IsoTime();
  private final AddressTexts addresses = new AddressTexts();

  /**
   * @param nested takes what an envelope carries as text: a document, base64 or a line of log
   */
  Documents(RecordScan scan, Outlet outlet, Context context, Consumer<byte[]> nested) {
    this.scan = scan;
    this.outlet = outlet;
    future = new FutureTimes(context.clock(), context.limits().maxFuture().toMillis());
    this.nested = nested;
  }

  /** Takes the document that {@code scan} read from {@code [start, end)}. */
  void take(byte[] buffer, int start, int end) {
    take(buffer, start, end, 0);
  }

  private void take(byte[] buffer, int start, int end, int envelopes) {
    String[] values = scan.values;
    String foreign = foreign(values);
    if (foreign != null) {
      outlet.dead(Reasons.NOT_CLOUDTRAIL, "a document of " + foreign, copy(buffer, start, end));
    } else if (holdsText(values[Slots.LAMBDA_DATA])) {
      // Before the name, because one of Kinesis has one.
      carried(Slots.LAMBDA_DATA, buffer, start, end);
    } else if (isCarried(values)) {
      carried(Slots.CARRIED, buffer, start, end);
    } else if (values[Slots.EVENT_NAME] != null) {
      record(0, buffer, start, end);
    } else if (values[Slots.ORIGINAL] != null || isEcs(values)) {
      ecs(buffer, start, end);
    } else if (scan.places.isObject(Slots.DETAIL) && !isAboutObject(values)) {
      inner(Slots.DETAIL, buffer, envelopes);
    } else if (scan.places.isObject(Slots.HIT)) {
      inner(Slots.HIT, buffer, envelopes);
    } else if (holdsDocument(values[Slots.MESSAGE])) {
      carried(Slots.MESSAGE, buffer, start, end);
    } else {
      notARecord(values, copy(buffer, start, end));
    }
  }

  /** Takes one element of {@code logEvents}. */
  void takeLogEvent(byte[] buffer, int start, int end) {
    String message = scan.values[Slots.MESSAGE];
    if (!holdsText(message)) {
      outlet.dead(
          Reasons.NOT_CLOUDTRAIL, "a log event without a message", copy(buffer, start, end));
    } else if (message.startsWith("CWL CONTROL MESSAGE")) {
      outlet.dead(Reasons.CONTROL_MESSAGE, message, copy(buffer, start, end));
    } else {
      carried(Slots.MESSAGE, buffer, start, end);
    }
  }

  private void carried(int slot, byte[] buffer, int start, int end) {
    if (!isSeveral(slot, buffer, start, end)) {
      nested.accept(bytes(scan.values[slot]));
    }
  }

  /** Whether there's a list where one text is carried, of which no part may be missing: told. */
  private boolean isSeveral(int slot, byte[] buffer, int start, int end) {
    boolean several = scan.lists() != null && scan.lists().containsKey(slot);
    if (several) {
      String detail = "a list of " + scan.lists().get(slot).size() + " texts where one record is";
      outlet.dead(Reasons.NOT_CLOUDTRAIL, detail, copy(buffer, start, end));
    }
    return several;
  }

  private static boolean holdsText(String text) {
    return text != null && !text.isBlank();
  }

  /** Whether a text is the record; one that is none doesn't hide the columns beside it. */
  private static boolean isCarried(String[] values) {
    String text = values[Slots.CARRIED];
    return holdsText(text) && (values[Slots.EVENT_NAME] == null || holdsDocument(text));
  }

  private static boolean holdsDocument(String message) {
    return message != null && message.stripLeading().startsWith("{");
  }

  /** EventBridge tells of a file in S3. */
  private static boolean isAboutObject(String[] values) {
    String about = values[Slots.DETAIL_TYPE];
    return about != null && about.startsWith("Object ");
  }

  /** The dataset or module that the document says it's of, when that isn't CloudTrail. */
  private static String foreign(String[] values) {
    String dataset =
        holdsText(values[Slots.DATASET]) ? values[Slots.DATASET] : values[Slots.DATA_STREAM];
    if (holdsText(dataset)) {
      return dataset.equals("aws.cloudtrail") ? null : "the dataset " + dataset;
    }
    String module = values[Slots.MODULE];
    return !holdsText(module) || module.equals("aws") ? null : "the module " + module;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static boolean isEcs(String[] values) {
    return values[Slots.ECS + Slots.EVENT_NAME] != null
        && (values[Slots.ECS + Slots.EVENT_SOURCE] != null
            || "aws.cloudtrail".equals(values[Slots.DATASET]));
  }

  private void inner(int slot, byte[] buffer, int envelopes) {
    int start = scan.places.start(slot);
    int end = scan.places.end(slot);
    if (envelopes == MAX_ENVELOPES) {
      outlet.dead(Reasons.TOO_DEEP, "envelopes in envelopes", copy(buffer, start, end));
    } else if (scanned(buffer, start, end)) {
      take(buffer, start, end, envelopes + 1);
    } else {
      outlet.dead(Reasons.MALFORMED_JSON, "unreadable envelope", copy(buffer, start, end));
    }
  }

  private boolean scanned(byte[] buffer, int start, int end) {
    try {
      scan.parse(buffer, start, end);
      return true;
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  /** The original record where the document kept it, with the network that the document knows. */
  private void ecs(byte[] buffer, int start, int end) {
    if (isSeveral(Slots.ORIGINAL, buffer, start, end)) {
      return;
    }
    String original = scan.values[Slots.ORIGINAL];
    if (original != null) {
      List<String> numbers = scan.all(Slots.AS_NUMBER);
      List<String> organizations = scan.all(Slots.AS_ORGANIZATION);
      byte[] bytes = bytes(original);
      if (scanned(bytes, 0, bytes.length) && scan.values[Slots.EVENT_NAME] != null) {
        scan.replace(Slots.AS_NUMBER, numbers);
        scan.replace(Slots.AS_ORGANIZATION, organizations);
        record(0, bytes, 0, bytes.length);
        return;
      }
      scanned(buffer, start, end);
    }
    if (isEcs(scan.values)) {
      record(Slots.ECS, buffer, start, end);
    } else {
      notARecord(scan.values, copy(buffer, start, end));
    }
  }

  private void record(int base, byte[] buffer, int start, int end) {
    String[] values = scan.values;
    RawRecord raw = new RawRecord(buffer, start, end);
    String source = values[base + Slots.EVENT_SOURCE];
    if (source != null && source.startsWith("aws:")) {
      outlet.dead(Reasons.NOTIFICATION, "a notification of " + source, raw.bytes());
      return;
    }
    String other = notAnApiCall(values, base);
    if (other != null) {
      outlet.dead(Reasons.NOT_AN_API_CALL, other, raw.bytes());
      return;
    }
    String text = values[base + Slots.EVENT_TIME];
    if (text == null) {
      // ECS documents keep it there, and Logstash moves it there.
      text = values[Slots.TIMESTAMP];
    }
    if (text == null) {
      outlet.dead(Reasons.NO_EVENT_TIME, "neither eventTime nor @timestamp", raw.bytes());
      return;
    }
    long time = times.parse(text);
    if (time == IsoTime.NONE) {
      outlet.dead(Reasons.BAD_EVENT_TIME, "eventTime is no ISO 8601 time: " + text, raw.bytes());
      return;
    }
    emit(base, time, text, raw);
  }

  private void emit(int base, long time, String text, RawRecord raw) {
    if (future.hold(time)) {
      outlet.dead(Reasons.FUTURE_EVENT, "eventTime lies in the future: " + text, raw.bytes());
      return;
    }
    CloudTrailEvent event = EventFields.read(scan, base, time, raw, addresses);
    if (scan.mayLack(event)) {
      event.extras = allExtras(raw.bytes());
    }
    outlet.event(event);
  }

  private String[][] allExtras(byte[] raw) {
    try {
      return scan.allExtras(raw);
    } catch (IOException e) {
      throw new UncheckedIOException("read once, but not again", e);
    }
  }

  private static String notAnApiCall(String[] values, int base) {
    if ("UPDATED_DATA".equals(values[base + Slots.ADDENDUM])) {
      return "an addendum to a record delivered before";
    }
    String category = values[base + Slots.EVENT_CATEGORY];
    if (category == null || category.isEmpty()) {
      String type = values[base + Slots.EVENT_TYPE];
      if ("AwsVpceEvent".equals(type)) {
        return "a record of network activity";
      }
      return "AwsCloudTrailInsight".equals(type) ? "an Insight record" : null;
    }
    boolean call = category.equals("Management") || category.equals("Data");
    return call ? null : "a record of the category " + category;
  }

  private void notARecord(String[] values, byte[] raw) {
    String other = notAnApiCall(values, 0);
    if (other != null) {
      outlet.dead(Reasons.NOT_AN_API_CALL, other, raw);
    } else if (values[Slots.DIGEST] != null) {
      outlet.dead(Reasons.DIGEST, "a CloudTrail digest file", raw);
    } else if (values[Slots.NOTIFICATION] != null || isAboutObject(values)) {
      outlet.dead(Reasons.NOTIFICATION, "the body of a notification, not a record", raw);
    } else if ("CONTROL_MESSAGE".equals(values[Slots.MESSAGE_TYPE])) {
      outlet.dead(Reasons.CONTROL_MESSAGE, "CloudWatch Logs tests the subscription", raw);
    } else {
      outlet.dead(Reasons.NOT_CLOUDTRAIL, "no eventName: not a CloudTrail record", raw);
    }
  }
}
