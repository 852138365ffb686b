package io.trailhound.job.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Made-up calls come in; files in CloudTrail's own folder layout come out, one per region and five
 * minutes. The same calls give the same bytes.
 */
final class Trail {
  private static final Duration SLOT = Duration.ofMinutes(5);

  /** CloudTrail names a file by its delivery, some minutes after the calls. */
  private static final Duration DELIVERY = Duration.ofMinutes(10);

  private static final DateTimeFormatter FOLDER = format("yyyy/MM/dd");
  private static final DateTimeFormatter STAMP = format("yyyyMMdd'T'HHmm'Z'");

  private final Map<String, List<ObjectNode>> files = new TreeMap<>();
  private int calls;

  /** A successful call. */
  ObjectNode call(Instant time, String region, Caller caller, String service, String action) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("eventVersion", "1.11");
    event.set("userIdentity", caller.identity());
    event.put("eventTime", time.toString());
    event.put("eventSource", service + ".amazonaws.com");
    event.put("eventName", action);
    event.put("awsRegion", region);
    event.put("sourceIPAddress", caller.address());
    event.put("userAgent", caller.userAgent());
    event.put("eventID", uuid("event " + calls++));
    event.put("eventType", "AwsApiCall");
    event.put("managementEvent", true);
    event.put("recipientAccountId", Caller.ACCOUNT);
    event.put("eventCategory", "Management");
    deliver(event, time, region);
    return event;
  }

  /** A call that was denied. */
  void denied(Instant time, String region, Caller caller, String service, String action) {
    call(time, region, caller, service, action)
        .put("errorCode", "AccessDenied")
        .put("errorMessage", "User is not authorized to perform: " + service + ":" + action);
  }

  /** The event once more in a later file, as a retried delivery does. */
  void deliverAgain(ObjectNode event) {
    Instant time = Instant.parse(event.get("eventTime").textValue());
    deliver(event, time.plus(SLOT), event.get("awsRegion").textValue());
  }

  /** Path below the trail's bucket to content. */
  Map<String, String> files() {
    Map<String, String> contents = new TreeMap<>();
    files.forEach((path, events) -> contents.put(path, content(events)));
    return contents;
  }

  private static String content(List<ObjectNode> events) {
    // Half of all real files are not sorted.
    List<ObjectNode> arranged = new ArrayList<>(events);
    Collections.rotate(arranged, events.size() / 2);
    StringBuilder content = new StringBuilder("{\"Records\":[\n");
    for (int i = 0; i < arranged.size(); i++) {
      content.append(arranged.get(i)).append(i + 1 < arranged.size() ? ",\n" : "\n");
    }
    return content.append("]}\n").toString();
  }

  private void deliver(ObjectNode event, Instant time, String region) {
    long slot = Math.floorDiv(time.toEpochMilli(), SLOT.toMillis()) * SLOT.toMillis();
    Instant delivered = Instant.ofEpochMilli(slot).plus(DELIVERY);
    String stamp = STAMP.format(delivered);
    String unique = uuid(region + stamp).replace("-", "").substring(0, 16);
    String path =
        "AWSLogs/%1$s/CloudTrail/%2$s/%3$s/%1$s_CloudTrail_%2$s_%4$s_%5$s.json"
            .formatted(Caller.ACCOUNT, region, FOLDER.format(delivered), stamp, unique);
    files.computeIfAbsent(path, p -> new ArrayList<>()).add(event);
  }

  private static String uuid(String text) {
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
  }
}
