package io.trailhound.job.source.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationTest {
  private static final String KEY =
      "AWSLogs/111122223333/CloudTrail/eu-west-1/2026/09/01/111122223333_CloudTrail_eu-west-1_20260901T0020Z_aBc.json.gz";

  @Test
  void eachFormNamesItsObjects() throws Exception {
    assertThat(NotificationBodies.inAllForms("trail", List.of(KEY, KEY, KEY, KEY, KEY)))
        .hasSize(5)
        .doesNotHaveDuplicates()
        .allSatisfy(
            body ->
                assertThat(Notification.objects(body))
                    .singleElement()
                    .satisfies(object -> assertThat(object.bucket()).isEqualTo("trail"))
                    .satisfies(object -> assertThat(object.key()).isEqualTo(KEY)));
  }

  @Test
  void sizesAreThoseThatSomebodySays() throws Exception {
    assertThat(Notification.objects(NotificationBodies.s3("trail", KEY)).get(0).size())
        .isEqualTo(1024);
    assertThat(Notification.objects(NotificationBodies.eventBridge("trail", KEY)).get(0).size())
        .isEqualTo(5);
    assertThat(Notification.objects(NotificationBodies.trail("trail", List.of(KEY))).get(0).size())
        .isEqualTo(StoredObject.UNKNOWN_SIZE);
  }

  @Test
  void oneMessageMayNameSeveral() throws Exception {
    assertThat(Notification.objects(NotificationBodies.trail("trail", List.of("b", "a", "c"))))
        .extracting(StoredObject::key)
        .containsExactly("b", "a", "c");
    String both =
        NotificationBodies.s3("trail", "a").replaceFirst("]}$", ",")
            + NotificationBodies.s3("trail", "b").replaceFirst("^\\{\"Records\":\\[", "");
    assertThat(Notification.objects(both)).extracting(StoredObject::key).containsExactly("a", "b");
  }

  @ParameterizedTest
  @CsvSource({"a+b, a b", "a%2Bb, a+b", "red+flower%20%3F.gz, red flower ?.gz", "%C3%A4, ä"})
  void keysOfS3sEventsAreEncodedAsInAForm(String encoded, String key) throws Exception {
    assertThat(Notification.objects(NotificationBodies.s3("ObjectCreated:Put", "trail", encoded)))
        .extracting(StoredObject::key)
        .containsExactly(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a+b", "a%2Bb", "100%", "a b"})
  void otherKeysAreAsTheyAre(String key) throws Exception {
    assertThat(Notification.objects(NotificationBodies.eventBridge("trail", key)))
        .extracting(StoredObject::key)
        .containsExactly(key);
    assertThat(Notification.objects(NotificationBodies.trail("trail", List.of(key))))
        .extracting(StoredObject::key)
        .containsExactly(key);
  }

  @Test
  void whatTellsOfNothingWrittenNamesNone() throws Exception {
    List<String> bodies =
        List.of(
            NotificationBodies.TEST_EVENT,
            NotificationBodies.sns(NotificationBodies.TEST_EVENT),
            NotificationBodies.sns("CloudTrail validation message."),
            NotificationBodies.s3("ObjectRemoved:Delete", "trail", "a"),
            NotificationBodies.eventBridge("Object Deleted", "trail", "a"),
            NotificationBodies.s3("trail", "a/folder/"));
    for (String body : bodies) {
      assertThat(Notification.objects(body)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "garbage",
        "[]",
        "17",
        "{}",
        "{\"Records\":[{\"eventName\":\"ListBuckets\",\"eventSource\":\"s3.amazonaws.com\"}]}",
        "{\"s3Bucket\":\"trail\",\"s3ObjectKey\":\"a\"}",
        "{\"s3ObjectKey\":[\"a\"]}",
        "{\"s3Bucket\":\"trail\",\"s3ObjectKey\":[17]}",
        "{\"s3Bucket\":\"a/../b\",\"s3ObjectKey\":[\"a\"]}",
        "{\"s3Bucket\":\"trail\",\"s3ObjectKey\":[\"a/../../b\"]}",
        "{\"s3Bucket\":\"trail\",\"s3ObjectKey\":[\"a//b\"]}",
        "{\"Type\":\"Notification\",\"Message\":\"hello\"}",
        "{\"Event\":\"s3:SomethingElse\"}",
        "{\"source\":\"aws.s3\",\"detail-type\":\"AWS API Call via CloudTrail\",\"detail\":{\"eventName\":\"PutBucketPolicy\"}}"
      })
  void anythingElseIsNotUnderstood(String body) {
    assertThatThrownBy(() -> Notification.objects(body)).isInstanceOf(NotUnderstoodException.class);
  }

  @Test
  void theReasonSaysWhatIsWrong() {
    assertThatThrownBy(
            () -> Notification.objects(NotificationBodies.sns("SubscriptionConfirmation", "You")))
        .hasMessage("it's of SNS, of the type SubscriptionConfirmation");
    String twice = NotificationBodies.sns(NotificationBodies.sns("{}"));
    assertThatThrownBy(() -> Notification.objects(twice))
        .hasMessageStartingWith("it's no notification of S3 or CloudTrail: {\"Type\"");
    assertThatThrownBy(
            () -> Notification.objects(NotificationBodies.s3("ObjectCreated:Put", "trail", "100%")))
        .hasMessage("its key is not encoded as S3 does: 100%");
  }
}
