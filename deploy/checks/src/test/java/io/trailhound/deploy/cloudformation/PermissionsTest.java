package io.trailhound.deploy.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.deploy.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the job's role may do, beside what the job and the service call. */
class PermissionsTest {
  private static final String SINK = "job/src/main/java/io/trailhound/job/sink/elasticsearch";

  /** What the service does with the role, by its guide: starts the code, logs, lives in a VPC. */
  private static final Set<String> SERVICE =
      Set.of(
          "s3:GetObject",
          "s3:GetObjectVersion",
          "logs:DescribeLogGroups",
          "logs:DescribeLogStreams",
          "logs:PutLogEvents",
          "ec2:CreateNetworkInterface",
          "ec2:CreateNetworkInterfacePermission",
          "ec2:DeleteNetworkInterface",
          "ec2:DescribeDhcpOptions",
          "ec2:DescribeNetworkInterfaces",
          "ec2:DescribeSecurityGroups",
          "ec2:DescribeSubnets",
          "ec2:DescribeVpcs");

  /** By the methods of HTTP that the sink uses ({@code _bulk}, the index template). */
  private static final Set<String> OPEN_SEARCH =
      Set.of("es:ESHttpGet", "es:ESHttpPost", "es:ESHttpPut");

  /** HEAD is for other servers: what Amazon says when it refuses would be missing. */
  private static final Pattern METHOD = Pattern.compile("\"([GP])(ET|OST|UT)\"");

  /** By MSK's guide, of who reads a topic in a group. */
  private static final Set<String> KAFKA =
      Set.of(
          "kafka-cluster:Connect",
          "kafka-cluster:DescribeCluster",
          "kafka-cluster:DescribeTopic",
          "kafka-cluster:ReadData",
          "kafka-cluster:DescribeGroup",
          "kafka-cluster:AlterGroup");

  private static final Map<String, Object> STREAM =
      Map.of("StreamArn", "arn:aws:kinesis:eu-west-1:111122223333:stream/trail");

  private static final Map<String, Object> TOPIC =
      Map.of(
          "KafkaServers",
          "b-1.mine.kafka.eu-west-1.amazonaws.com:9098",
          "KafkaClusterArn",
          "arn:aws:kafka:eu-west-1:111122223333:cluster/mine/abcd-1");

  /** S3 does, for who reads an encrypted object. */
  private static final Set<String> FOR_ENCRYPTED_FILES = Set.of("kms:Decrypt");

  /** Of sinks that the template doesn't know: docs/outputs.md says what their users add. */
  private static final Set<String> OTHER_SINKS = Set.of("sns:Publish", "eventbridge:PutEvents");

  @Test
  void everyCallOfTheJobHasItsActionAndNoActionIsWithoutACall() throws IOException {
    Set<String> called = new TreeSet<>(Calls.actions());
    assertThat(called).containsAll(OTHER_SINKS);
    called.removeAll(OTHER_SINKS);
    called.addAll(SERVICE);
    called.addAll(FOR_ENCRYPTED_FILES);
    called.addAll(OPEN_SEARCH);
    called.addAll(KAFKA);
    assertThat(new TreeSet<>(statements().flatMap(PermissionsTest::actions).toList()))
        .isEqualTo(called);
  }

  @Test
  void whatOpenSearchIsAskedIsWhatTheSinkAsks() throws IOException {
    Set<String> asked = new TreeSet<>();
    try (Stream<Path> sources = Files.list(Repository.file(SINK))) {
      for (Path source : sources.toList()) {
        METHOD
            .matcher(Files.readString(source))
            .results()
            .map(it -> "es:ESHttp" + it.group(1) + it.group(2).toLowerCase(Locale.ROOT))
            .forEach(asked::add);
      }
    }
    assertThat(asked).isEqualTo(OPEN_SEARCH);
  }

  @Test
  void whatIsAllowedIsNamed() throws IOException {
    List<Map<?, ?>> statements = statements().toList();
    assertThat(statements.stream().flatMap(PermissionsTest::actions))
        .allMatch(action -> action.matches("[a-z0-9-]+:[A-Za-z]+"));
    assertThat(statements.stream().filter(it -> it.get("Resource").equals("*")))
        .as("interfaces have no name before they are made")
        .singleElement()
        .extracting(it -> (Object) it.get("Sid"))
        .isEqualTo("Interfaces");
  }

  @Test
  void withoutKeyAndVpcNothingIsAllowedForThem() throws IOException {
    Template foundation = Template.read("foundation.yaml");
    Object plain = new Evaluation(foundation, Map.of()).of(foundation.properties("JobRole"));
    assertThat(plain.toString()).doesNotContain("kms:", "secretsmanager:", "ssm:");
    Template application = Template.read("application.yaml");
    Object service =
        new Evaluation(application, Map.of()).of(application.properties("ServicePermissions"));
    assertThat(service.toString()).doesNotContain("ec2:");
  }

  /** Beside the queue's, which the first stack is told to leave out. */
  @Test
  void eachSourceBringsItsOwnPermissionsOnly() throws IOException {
    assertThat(sources(Map.of())).isEmpty();
    assertThat(sources(STREAM)).containsExactly("StreamPermissions");
    assertThat(sources(TOPIC)).containsExactly("TopicPermissions");
    Template foundation = Template.read("foundation.yaml");
    Evaluation none = new Evaluation(foundation, Map.of("TrailFiles", "no"));
    assertThat(none.of(foundation.properties("JobRole")).toString())
        .doesNotContain("sqs:", "trailhound-trail");
    for (String resource :
        List.of("NewTrailBucket", "Trail", "ObjectCreated", "Queue", "NotUnderstood")) {
      assertThat(none.holds((String) foundation.resource(resource).get("Condition"))).isFalse();
    }
  }

  private static List<String> sources(Map<String, ?> parameters) throws IOException {
    Template application = Template.read("application.yaml");
    Evaluation evaluation = new Evaluation(application, parameters);
    return application.resourcesOf("AWS::IAM::RolePolicy").stream()
        .filter(it -> it.equals("StreamPermissions") || it.equals("TopicPermissions"))
        .filter(it -> evaluation.holds((String) application.resource(it).get("Condition")))
        .toList();
  }

  @Test
  void aTopicIsReadInItsOwnClusterAndGroupOnly() throws IOException {
    Template application = Template.read("application.yaml");
    Object policy =
        new Evaluation(application, TOPIC).of(application.properties("TopicPermissions"));
    assertThat(Template.all(policy, "Resource"))
        .containsExactly(
            "arn:aws:kafka:eu-west-1:111122223333:cluster/mine/abcd-1",
            "arn:aws:kafka:eu-west-1:111122223333:topic/mine/abcd-1/cloudtrail",
            "arn:aws:kafka:eu-west-1:111122223333:group/mine/abcd-1/trailhound");
  }

  @Test
  void aTrailThatIsThereIsReadFromItsOwnBucketOnly() throws IOException {
    Template foundation = Template.read("foundation.yaml");
    Evaluation evaluation = new Evaluation(foundation, Map.of("TrailBucket", "org-trail"));
    String role = evaluation.of(foundation.properties("JobRole")).toString();
    assertThat(role)
        .contains("arn:aws:s3:::org-trail/AWSLogs/*")
        .doesNotContain("trailhound-trail");
    assertThat(evaluation.holds("MakesTrail")).isFalse();
    assertThat(evaluation.of(foundation.properties("QueuePolicy")).toString())
        .contains("events.amazonaws.com")
        .contains("made-up-ObjectCreated-Arn");
  }

  /** Of the job's role, with all that parameters switch on. */
  private static Stream<Map<?, ?>> statements() throws IOException {
    Template foundation = Template.read("foundation.yaml");
    Template application = Template.read("application.yaml");
    Evaluation ours =
        new Evaluation(
            foundation,
            Map.of(
                "TrailKeyArn",
                "arn:aws:kms:eu-west-1:111122223333:key/1",
                "SecretArns",
                List.of("arn:aws:secretsmanager:eu-west-1:111122223333:secret:a-1"),
                "ParameterArns",
                List.of("arn:aws:ssm:eu-west-1:111122223333:parameter/a")));
    Map<String, Object> switchedOn = new HashMap<>(Map.of("SubnetIds", List.of("subnet-1")));
    switchedOn.putAll(STREAM);
    switchedOn.putAll(TOPIC);
    Evaluation services = new Evaluation(application, switchedOn);
    List<Object> policies =
        new ArrayList<>(List.of(ours.of(foundation.properties("JobRole").get("Policies"))));
    application
        .resourcesOf("AWS::IAM::RolePolicy")
        .forEach(it -> policies.add(services.of(application.properties(it))));
    return Template.all(policies, "Statement").stream()
        .flatMap(it -> ((List<?>) it).stream())
        .map(it -> (Map<?, ?>) it);
  }

  private static Stream<String> actions(Map<?, ?> statement) {
    Object action = statement.get("Action");
    return action instanceof List<?> list
        ? list.stream().map(String::valueOf)
        : Stream.of((String) action);
  }
}
