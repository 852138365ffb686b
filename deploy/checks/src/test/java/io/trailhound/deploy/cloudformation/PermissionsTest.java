package io.trailhound.deploy.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the job's role may do, beside what the job and the service call. */
class PermissionsTest {
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

  /** S3 does, for who reads an encrypted object. */
  private static final Set<String> FOR_ENCRYPTED_FILES = Set.of("kms:Decrypt");

  @Test
  void everyCallOfTheJobHasItsActionAndNoActionIsWithoutACall() throws IOException {
    Set<String> called = new TreeSet<>(Calls.actions());
    called.addAll(SERVICE);
    called.addAll(FOR_ENCRYPTED_FILES);
    assertThat(new TreeSet<>(statements().flatMap(PermissionsTest::actions).toList()))
        .isEqualTo(called);
  }

  @Test
  void whatIsAllowedIsNamed() throws IOException {
    List<Map<?, ?>> statements = statements().toList();
    assertThat(statements.stream().flatMap(PermissionsTest::actions))
        .allMatch(action -> action.matches("[a-z0-9]+:[A-Za-z]+"));
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
    assertThat(plain.toString()).doesNotContain("kms:");
    Template application = Template.read("application.yaml");
    Object service =
        new Evaluation(application, Map.of()).of(application.properties("ServicePermissions"));
    assertThat(service.toString()).doesNotContain("ec2:");
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
    Object role =
        new Evaluation(
                foundation, Map.of("TrailKeyArn", "arn:aws:kms:eu-west-1:111122223333:key/1"))
            .of(foundation.properties("JobRole").get("Policies"));
    Object service =
        new Evaluation(application, Map.of("SubnetIds", List.of("subnet-1")))
            .of(application.properties("ServicePermissions"));
    return Template.all(List.of(role, service), "Statement").stream()
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
