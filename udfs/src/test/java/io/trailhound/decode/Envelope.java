package io.trailhound.decode;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A form in which records travel: records as JSON texts in, what carries them out.
 *
 * @param form takes one record or several
 */
public record Envelope(String name, Function<List<String>, String> form) {
  /** All of those whose content is JSON records. */
  public static final List<Envelope> OF_RECORDS =
      List.of(
          each("bare", record -> record),
          each("line", record -> record + "\n"),
          each("line with carriage return", record -> record + "\r"),
          new Envelope("byte order mark", records -> "\ufeff" + String.join("\n", records)),
          list("records", "{\"Records\":[", "]}"),
          list("pretty records", "{\n  \"Records\": [\n  ", "\n  ]\n}\n"),
          list("records behind other keys", "{\"a\":{\"b\":[1]},\"Records\":[", "],\"c\":1}"),
          list("list", "[", "]"),
          each(
              "EventBridge",
              record ->
                  "{\"version\":\"0\",\"id\":\"x\",\"detail-type\":\"AWS API Call via CloudTrail\","
                      + "\"source\":\"aws.iam\",\"time\":\"2026-09-01T10:00:00Z\",\"detail\":"
                      + record
                      + "}"),
          new Envelope(
              "lookup-events",
              records ->
                  records.stream()
                      .map(record -> "{\"EventId\":\"e\",\"CloudTrailEvent\":" + text(record) + "}")
                      .collect(Collectors.joining(",", "{\n \"Events\": [\n  ", "\n ]\n}\n"))),
          each(
              "lookup-events, an event a line",
              record ->
                  "{\"EventId\":\"e-1\",\"ReadOnly\":\"true\",\"CloudTrailEvent\":"
                      + text(record)
                      + "}"),
          each("CloudTrail Lake", record -> "{\"eventJson\":" + text(record) + "}"),
          each("search hit", record -> "{\"_index\":\"i\",\"_source\":" + record + "}"),
          each(
              "ECS original",
              record ->
                  "{\"@timestamp\":\"2026-09-01T10:00:00Z\",\"event\":{\"action\":\"x\",\"original\":"
                      + text(record)
                      + "}}"),
          each("ECS dotted original", record -> "{\"event.original\":" + text(record) + "}"));

  /** All of those that carry any text: one record, or what another envelope made. */
  public static final List<Envelope> OF_TEXT =
      List.of(
          each(
              "Filebeat",
              text ->
                  "{\"@timestamp\":\"2026-09-02T00:00:00Z\",\"message\":"
                      + text("\n" + text)
                      + "}"),
          each("CloudWatch Logs", text -> logEvents(List.of(text))),
          each("CloudWatch Logs, twice", text -> logEvents(List.of(logEvents(List.of(text))))),
          each(
              "Lambda",
              text -> "{\"awslogs\":{\"data\":\"" + packed(logEvents(List.of(text))) + "\"}}"),
          each("Lambda, from Kinesis", text -> kinesis(packed(logEvents(List.of(text))))),
          each("Lambda, a record from Kinesis", text -> kinesis(base64(TestDecoder.bytes(text)))));

  private static Envelope each(String name, UnaryOperator<String> form) {
    return new Envelope(
        name, records -> records.stream().map(form).collect(Collectors.joining("\n")));
  }

  private static Envelope list(String name, String before, String after) {
    return new Envelope(name, records -> before + String.join(",", records) + after);
  }

  private static String logEvents(List<String> messages) {
    return messages.stream()
        .map(message -> "{\"id\":\"1\",\"timestamp\":1,\"message\":" + text(message) + "}")
        .collect(
            Collectors.joining(
                ",",
                "{\"messageType\":\"DATA_MESSAGE\",\"owner\":\"1\",\"logGroup\":\"g\",\"logStream\":\"s\","
                    + "\"subscriptionFilters\":[\"f\"],\"logEvents\":[",
                "]}"));
  }

  private static String kinesis(String data) {
    return "{\"Records\":[{\"kinesis\":{\"kinesisSchemaVersion\":\"1.0\",\"partitionKey\":\"p\",\"data\":\""
        + data
        + "\"},\"eventSource\":\"aws:kinesis\",\"eventVersion\":\"1.0\",\"eventID\":\"shardId-0:1\","
        + "\"eventName\":\"aws:kinesis:record\",\"awsRegion\":\"eu-west-1\"}]}";
  }

  private static String packed(String text) {
    return base64(TestDecoder.gzip(TestDecoder.bytes(text)));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** As a text in JSON. */
  public static String text(String text) {
    return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  public String around(List<String> records) {
    return form.apply(records);
  }

  public String around(String text) {
    return around(List.of(text));
  }
}
