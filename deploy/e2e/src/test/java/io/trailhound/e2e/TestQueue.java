package io.trailhound.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trailhound.local.Sqs;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/** A queue of a local SQS server, which asks nobody who he is. */
record TestQueue(String server, String url) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final List<String> COUNTS =
      List.of("ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible");

  static TestQueue create(Sqs server, String name) throws Exception {
    JsonNode answer = ask(server.url(), "CreateQueue", Map.of("QueueName", name));
    return new TestQueue(server.url(), answer.get("QueueUrl").asText());
  }

  void send(String body) throws Exception {
    var unused = ask(server, "SendMessage", Map.of("QueueUrl", url, "MessageBody", body));
  }

  /** So many are there, received or not. */
  int messages() throws Exception {
    Map<String, ?> question = Map.of("QueueUrl", url, "AttributeNames", COUNTS);
    JsonNode attributes = ask(server, "GetQueueAttributes", question).get("Attributes");
    return COUNTS.stream().mapToInt(it -> attributes.get(it).asInt()).sum();
  }

  private static JsonNode ask(String server, String action, Map<String, ?> question)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server + "/"))
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("X-Amz-Target", "AmazonSQS." + action)
            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(question)))
            .build();
    HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(action + ": " + answer.body());
    }
    return JSON.readTree(answer.body());
  }
}
