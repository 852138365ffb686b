package io.trailhound.job.source.sqs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The body of a message in, the objects that were written by what it says out: S3's own events,
 * EventBridge's, and CloudTrail's notifications, each as it is or in an envelope of SNS. None of
 * what tells of something else than writing, such as a test or a deletion.
 *
 * <p>Forms: S3 User Guide, "Event message structure" and "EventBridge event message structure";
 * CloudTrail User Guide, "Configuring Amazon SNS notifications".
 */
public final class Notification {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What CloudTrail sends when a trail gets its topic. */
  private static final String VALIDATION = "CloudTrail validation message.";

  /** So S3's own begin at EventBridge. CloudTrail's calls to S3 have the same source. */
  private static final String OF_OBJECTS = "Object ";

  /** The longest that a reason may quote. */
  private static final int QUOTED = 100;

  private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9._-]{3,255}");

  private final List<StoredObject> objects = new ArrayList<>();

  private Notification() {}

  /**
   * In the order in which they're named.
   *
   * @throws NotUnderstoodException when the body has no form known here, or names an object that no
   *     path can name
   */
  public static List<StoredObject> objects(String body) throws NotUnderstoodException {
    Notification notification = new Notification();
    notification.read(body, true);
    return notification.objects;
  }

  private void read(String body, boolean mayBeEnvelope) throws NotUnderstoodException {
    JsonNode json = json(body);
    if (json.path("Records").isArray()) {
      for (JsonNode event : json.path("Records")) {
        readEvent(event);
      }
    } else if (json.has("s3ObjectKey")) {
      readTrail(json);
    } else if (json.path("source").asText().equals("aws.s3")) {
      readEventBridge(json);
    } else if (json.path("Message").isTextual() && mayBeEnvelope) {
      readEnvelope(json);
    } else if (!json.path("Event").asText().equals("s3:TestEvent")) {
      throw new NotUnderstoodException("it's no notification of S3 or CloudTrail: " + start(body));
    }
  }

  private static JsonNode json(String body) throws NotUnderstoodException {
    try {
      JsonNode json = JSON.readTree(body);
      if (json.isObject()) {
        return json;
      }
    } catch (JsonProcessingException e) {
      // Told below.
    }
    throw new NotUnderstoodException("it's no JSON object: " + start(body));
  }

  /** Of SNS. What asks for a subscription has to be answered by somebody. */
  private void readEnvelope(JsonNode json) throws NotUnderstoodException {
    String type = json.path("Type").asText();
    if (!type.equals("Notification")) {
      throw new NotUnderstoodException("it's of SNS, of the type " + start(type));
    }
    String message = json.path("Message").textValue();
    if (!message.equals(VALIDATION)) {
      read(message, false);
    }
  }

  /** S3's own: {@code ObjectCreated:Put} and the like, or {@code ObjectRemoved:Delete}. */
  private void readEvent(JsonNode event) throws NotUnderstoodException {
    String name = event.path("eventName").asText();
    JsonNode s3 = event.path("s3");
    if (!s3.isObject()) {
      throw new NotUnderstoodException("its record is no event of S3: " + start(name));
    }
    if (name.startsWith("ObjectCreated:")) {
      String key = text(s3.path("object").path("key"), "key");
      add(s3.path("bucket").path("name"), decoded(key), s3.path("object"));
    }
  }

  private void readEventBridge(JsonNode json) throws NotUnderstoodException {
    JsonNode detail = json.path("detail");
    String type = json.path("detail-type").asText();
    if (!type.startsWith(OF_OBJECTS)) {
      throw new NotUnderstoodException("it's of EventBridge, of the type " + start(type));
    }
    if (type.equals("Object Created")) {
      String key = text(detail.path("object").path("key"), "key");
      add(detail.path("bucket").path("name"), key, detail.path("object"));
    }
  }

  /** CloudTrail's own, which doesn't say how large its files are. */
  private void readTrail(JsonNode json) throws NotUnderstoodException {
    if (!json.path("s3ObjectKey").isArray()) {
      throw new NotUnderstoodException("its s3ObjectKey is no list");
    }
    for (JsonNode key : json.path("s3ObjectKey")) {
      add(json.path("s3Bucket"), text(key, "key"), json);
    }
  }

  private void add(JsonNode bucketName, String key, JsonNode object) throws NotUnderstoodException {
    String bucket = text(bucketName, "bucket");
    if (!BUCKET.matcher(bucket).matches()) {
      throw new NotUnderstoodException("no bucket is called " + start(bucket));
    }
    if (key.endsWith("/")) {
      return; // stands for a folder
    }
    // With these a path would name something else.
    if (Stream.of(key.split("/", -1)).anyMatch(Notification::leadsAstray)) {
      throw new NotUnderstoodException(
          "no path can name the key, for it has //, /./ or /../: " + start(key));
    }
    JsonNode size = object.path("size");
    objects.add(
        new StoredObject(
            bucket, key, size.isIntegralNumber() ? size.longValue() : StoredObject.UNKNOWN_SIZE));
  }

  private static boolean leadsAstray(String name) {
    return name.isEmpty() || name.equals(".") || name.equals("..");
  }

  private static String text(JsonNode json, String what) throws NotUnderstoodException {
    if (!json.isTextual() || json.textValue().isEmpty()) {
      throw new NotUnderstoodException("it names no " + what);
    }
    return json.textValue();
  }

  /** S3's own events have keys as in a form of the web: {@code +} for a blank. */
  private static String decoded(String key) throws NotUnderstoodException {
    try {
      return URLDecoder.decode(key, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new NotUnderstoodException("its key is not encoded as S3 does: " + start(key));
    }
  }

  private static String start(String text) {
    return text.length() <= QUOTED ? text : text.substring(0, QUOTED) + "...";
  }
}
