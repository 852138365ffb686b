package io.trailhound.job.source.sqs;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Bodies of messages as AWS documents them, with a bucket and keys put in. */
public final class NotificationBodies {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What S3 sends when a bucket's notifications are set up. */
  public static final String TEST_EVENT =
      """
      {"Service":"Amazon S3","Event":"s3:TestEvent","Time":"2014-10-13T15:57:02.089Z","Bucket":"trail","RequestId":"5582815E1AEA5ADF","HostId":"8cLeGAmw098X5cv4Zkwcmo8vvZa3eH3eKxsPzbB9wrR+YstdA6Knx4Ip8EXAMPLE"}""";

  private NotificationBodies() {}

  /** S3's own event. */
  public static String s3(String bucket, String key) {
    return s3("ObjectCreated:Put", bucket, encoded(key));
  }

  /**
   * @param key encoded as S3 does
   */
  static String s3(String event, String bucket, String key) {
    return """
        {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"us-west-2","eventTime":"1970-01-01T00:00:00.000Z","eventName":"%s","userIdentity":{"principalId":"AIDAJDPLRKLG7UEXAMPLE"},"requestParameters":{"sourceIPAddress":"127.0.0.1"},"responseElements":{"x-amz-request-id":"C3D13FE58DE4C810","x-amz-id-2":"FMyUVURIY8/IgAtTv8xRjskZQpcIZ9KG4V5Wp6S7S/JRWeUWerMUE5JgHvANOjpD"},"s3":{"s3SchemaVersion":"1.0","configurationId":"testConfigRule","bucket":{"name":"%s","ownerIdentity":{"principalId":"A3NL1KOZZKExample"},"arn":"arn:aws:s3:::trail"},"object":{"key":"%s","size":1024,"eTag":"d41d8cd98f00b204e9800998ecf8427e","versionId":"096fKKXTRTtl3on89fVO.nfljtsv6qko","sequencer":"0055AED6DCD90281E5"}}}]}"""
        .formatted(event, bucket, key);
  }

  private static String encoded(String key) {
    return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/");
  }

  /** Of S3 by EventBridge. */
  public static String eventBridge(String bucket, String key) {
    return eventBridge("Object Created", bucket, key);
  }

  static String eventBridge(String type, String bucket, String key) {
    return """
        {"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"%s","source":"aws.s3","account":"111122223333","time":"2021-11-12T00:00:00Z","region":"ca-central-1","resources":["arn:aws:s3:::trail"],"detail":{"version":"0","bucket":{"name":"%s"},"object":{"key":"%s","size":5,"etag":"b1946ac92492d2347c6235b4d2611184","version-id":"IYV3p45BT0ac8hjHg1houSdS1a.Mro8e","sequencer":"617f08299329d189"},"request-id":"N4N7GDK58NMKJ12R","requester":"123456789012","source-ip-address":"1.2.3.4","reason":"PutObject"}}"""
        .formatted(type, bucket, key);
  }

  /** CloudTrail's own. */
  public static String trail(String bucket, List<String> keys) {
    ObjectNode json = JSON.createObjectNode().put("s3Bucket", bucket);
    keys.forEach(json.putArray("s3ObjectKey")::add);
    return json.toString();
  }

  /** In an envelope of SNS. */
  public static String sns(String message) {
    return sns("Notification", message);
  }

  static String sns(String type, String message) {
    return JSON.createObjectNode()
        .put("Type", type)
        .put("MessageId", "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324")
        .put("TopicArn", "arn:aws:sns:us-west-2:123456789012:MyTopic")
        .put("Subject", "Amazon S3 Notification")
        .put("Message", message)
        .put("Timestamp", "2012-05-02T00:54:06.655Z")
        .put("SignatureVersion", "1")
        .put("Signature", "EXAMPLEw6JRN...")
        .toString();
  }

  /** One of all these forms for each key, in turn. */
  public static List<String> inAllForms(String bucket, List<String> keys) {
    return IntStream.range(0, keys.size())
        .mapToObj(i -> inForm(i % 5, bucket, keys.get(i)))
        .toList();
  }

  private static String inForm(int form, String bucket, String key) {
    return switch (form) {
      case 0 -> s3(bucket, key);
      case 1 -> sns(s3(bucket, key));
      case 2 -> eventBridge(bucket, key);
      case 3 -> trail(bucket, List.of(key));
      case 4 -> sns(trail(bucket, List.of(key)));
      default -> throw new IllegalArgumentException(String.format(Locale.ROOT, "%d", form));
    };
  }
}
