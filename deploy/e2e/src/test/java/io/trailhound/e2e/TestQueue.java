package io.trailhound.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trailhound.local.Patience;
import io.trailhound.local.Sqs;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** A queue of a local SQS server, which asks nobody who he is. */
record TestQueue(String server, String url) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static final String WAITING = "ApproximateNumberOfMessages";
  private static final String RECEIVED = "ApproximateNumberOfMessagesNotVisible";

  /** So many messages in one request. */
  private static final int BATCH = 10;

  /**
   * @param visibility so long a message is kept from others: then one of a job that is gone comes
   *     again
   */
  static TestQueue create(Sqs server, String name, Duration visibility) throws Exception {
    Map<String, ?> attributes = Map.of("VisibilityTimeout", "" + visibility.toSeconds());
    Map<String, ?> question = Map.of("QueueName", name, "Attributes", attributes);
    JsonNode answer = ask(server.url(), "CreateQueue", question);
    return new TestQueue(server.url(), answer.get("QueueUrl").asText());
  }

  void send(String body) throws Exception {
    send(List.of(body));
  }

  void send(List<String> bodies) throws Exception {
    for (int from = 0; from < bodies.size(); from += BATCH) {
      List<Map<String, String>> entries = new ArrayList<>();
      for (String body : bodies.subList(from, Math.min(bodies.size(), from + BATCH))) {
        entries.add(Map.of("Id", "" + entries.size(), "MessageBody", body));
      }
      var unused = ask(server, "SendMessageBatch", Map.of("QueueUrl", url, "Entries", entries));
    }
  }

  /** So many are there, received or not. */
  int messages() throws Exception {
    return count(List.of(WAITING, RECEIVED));
  }

  /** Until all have been received; as the job has deleted none of them meanwhile. */
  void awaitReceived(Callable<?> progress) {
    Patience.await("messages are received", () -> count(List.of(WAITING)), it -> it == 0, progress);
  }

  /** Each is deleted behind a checkpoint that holds what it told of. */
  void awaitEmpty(Callable<?> progress) {
    Patience.await("a checkpoint behind all files", this::messages, it -> it == 0, progress);
  }

  /** In one question: between two, a message may go from one to the other. */
  private int count(List<String> which) throws Exception {
    Map<String, ?> question = Map.of("QueueUrl", url, "AttributeNames", which);
    JsonNode attributes = ask(server, "GetQueueAttributes", question).get("Attributes");
    return which.stream().mapToInt(it -> attributes.get(it).asInt()).sum();
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
