package io.trailhound.job.sink.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.trailhound.job.config.Arguments;
import io.trailhound.job.config.AwsOutputConfig;
import io.trailhound.job.config.ConfigException;
import io.trailhound.job.config.JobConfig;
import io.trailhound.job.sink.delivery.Outcome;
import io.trailhound.job.sink.delivery.Outgoing;
import io.trailhound.job.sink.delivery.Receiver;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both services, as their protocols have it. */
class AwsPublisherTest {
  private static final String TOPIC = "arn:aws:sns:eu-north-1:111122223333:alerts";
  private static final String BUS = "arn:aws:events:eu-north-1:111122223333:event-bus/security";

  private PublishingServer server;

  @BeforeEach
  void listen() throws Exception {
    server = new PublishingServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static Outgoing alert(String id, String more) {
    String json =
        "{\"event\":{\"id\":\"%s\",\"severity\":73},\"rule\":{\"name\":\"r ü\"},\"cloud\":{\"account\":{\"id\":\"111122223333\"}},\"more\":\"%s\"}"
            .formatted(id, more);
    return new Outgoing(id, "early", json.getBytes(UTF_8));
  }

  private static List<Outcome> send(Receiver.Address address, Outgoing... alerts) {
    try (Receiver receiver = address.open()) {
      return receiver.send(List.of(alerts));
    }
  }

  private static List<Outcome.Kind> kinds(List<Outcome> outcomes) {
    return outcomes.stream().map(Outcome::kind).toList();
  }

  @Test
  void aTopicGetsABatchOfAlertsWithWhatSubscriptionsFilterBy() {
    Outgoing one = alert("a", "");
    assertThat(kinds(send(new SnsTopic.To(TOPIC), one, alert("b", ""))))
        .containsExactly(Outcome.Kind.TAKEN, Outcome.Kind.TAKEN);

    Map<String, String> request = server.published().get(0);
    assertThat(request)
        .containsEntry("Action", "PublishBatch")
        .containsEntry("TopicArn", TOPIC)
        .containsEntry(PublishingServer.member(1, "Message"), new String(one.json(), UTF_8))
        .doesNotContainKey(PublishingServer.member(1, "MessageGroupId"))
        .containsKey(PublishingServer.member(2, "Id"));
    assertThat(request.values())
        .contains("phase", "early", "rule", "r ü", "severity", "73", "account");
  }

  @Test
  void onAFifoTopicTheAlertIsTheGroupAndItsRevisionTellsRepeats() {
    Outgoing alert = alert("a", "");
    List<Outcome> unused = send(new SnsTopic.To(TOPIC + ".fifo"), alert);

    assertThat(server.published().get(0))
        .containsEntry(PublishingServer.member(1, "MessageGroupId"), "a")
        .containsEntry(PublishingServer.member(1, "MessageDeduplicationId"), alert.key());
  }

  @Test
  void aBusGetsEventsThatRulesFindBySource() throws Exception {
    Outgoing alert = alert("a", "");
    assertThat(kinds(send(new EventBus.To(BUS), alert))).containsExactly(Outcome.Kind.TAKEN);

    JsonNode entry = server.events().get(0).at("/Entries/0");
    assertThat(entry.path("EventBusName").asText()).isEqualTo(BUS);
    assertThat(entry.path("Source").asText()).isEqualTo("trailhound");
    assertThat(entry.path("DetailType").asText()).isEqualTo("Trailhound Alert");
    assertThat(entry.path("Detail").asText()).isEqualTo(new String(alert.json(), UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "InternalError,AGAIN",
    "InternalFailure,AGAIN",
    "ThrottlingException,AGAIN",
    "InvalidParameter,REFUSED",
    "MalformedDetail,REFUSED"
  })
  void eachEntryHasAnAnswerOfItsOwn(String code, Outcome.Kind kind) {
    server.fail("bad", code);
    for (Receiver.Address address : List.of(new SnsTopic.To(TOPIC), new EventBus.To(BUS))) {
      List<Outcome> outcomes = send(address, alert("a", ""), alert("b", "bad"), alert("c", ""));

      assertThat(kinds(outcomes)).containsExactly(Outcome.Kind.TAKEN, kind, Outcome.Kind.TAKEN);
      assertThat(outcomes.get(1).detail()).isEqualTo(code + " no");
    }
  }

  @Test
  void whatIsTooLargeForTheServiceIsRefusedAndTheOthersGo() {
    for (Receiver.Address address : List.of(new SnsTopic.To(TOPIC), new EventBus.To(BUS))) {
      List<Outcome> outcomes = send(address, alert("a", "x".repeat(262_144)), alert("b", ""));

      assertThat(kinds(outcomes)).containsExactly(Outcome.Kind.REFUSED, Outcome.Kind.TAKEN);
      assertThat(outcomes.get(0).detail()).endsWith("takes up to 262144 bytes");
      assertThat(address.together()).isEqualTo(10);
      assertThat(address.bytesTogether()).isLessThan(262_144);
    }
    assertThat(server.published()).hasSize(1);
  }

  @Test
  void aRequestThatIsRefusedIsSentAgainInTheServicesWords() {
    server.refuse(403);
    assertThat(send(new SnsTopic.To(TOPIC), alert("a", "")))
        .containsExactly(Outcome.away("AuthorizationError not for you"));
    assertThat(send(new EventBus.To(BUS), alert("a", "")))
        .containsExactly(Outcome.away("AccessDeniedException not for you"));
  }

  @Test
  void nobodyThereIsAway() {
    server.stop();

    assertThat(kinds(send(new EventBus.To("default"), alert("a", ""))))
        .containsExactly(Outcome.Kind.AWAY);
  }

  @Test
  void aBusWhoseRegionNobodyKnowsIsToldBeforeTheStart() {
    server.settings().set("aws.region", "");
    server.settings().set("aws.disableEc2Metadata", "true");

    assertThatThrownBy(() -> EventBus.require(new AwsOutputConfig(null, "security")))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("eventbridge-bus: no region is known for 'security': ")
        .hasMessageEndingWith(
            "Right would be: its ARN, or the region in AWS_REGION where the job runs.");
    assertThatCode(() -> EventBus.require(new AwsOutputConfig(TOPIC, BUS)))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--sink=sns | sink: 'sns' needs a topic. Right would be: --sns-topic ARN.",
        "--sink=eventbridge | sink: 'eventbridge' needs an event bus. Right would be: --eventbridge-bus NAME.",
        "--sns-topic=arn:aws:sns:eu-west-1:111122223333:x | sns-topic (given as --sns-topic) has no effect here. Right would be: --sink sns with it, or to leave it out.",
        "--sns-topic=alerts | sns-topic: 'alerts' is no ARN of a topic (given as --sns-topic). Right would be: such as arn:aws:sns:eu-west-1:111122223333:alerts.",
        "--eventbridge-bus=a b | eventbridge-bus: 'a b' is no event bus"
      })
  void mistakesAreToldBeforeTheStart(String argument, String message) {
    assertThatThrownBy(
            () ->
                JobConfig.of(
                    argument.startsWith("--sink")
                        ? Arguments.parse("--input=a", argument)
                        : Arguments.parse("--input=a", argument, sink(argument, message))))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(message);
  }

  private static String sink(String argument, String message) {
    if (message.contains("no effect")) {
      return "--sink=console";
    }
    return argument.startsWith("--sns") ? "--sink=sns" : "--sink=eventbridge";
  }
}
