package io.trailhound.job.source.listing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class StoreAnswerTest {
  private static final String GLACIER =
      "The operation is not valid for the object's storage class (Service: Amazon S3; Status Code: 403; Error Code: InvalidObjectState; Request ID: 1; S3 Extended Request ID: 2; Proxy: null)";

  @Test
  void isReadOutOfTheCauseThatTheStoresClientMade() {
    IOException failure = new IOException("s3p://b/k: failed", new RuntimeException(GLACIER));

    assertThat(StoreAnswer.in(failure))
        .isEqualTo(
            new StoreAnswer(
                403,
                "InvalidObjectState",
                "The operation is not valid for the object's storage class"));
  }

  /** Whoever may write an object chooses its key. */
  @Test
  void anObjectsKeyGivesNoAnswer() {
    RuntimeException busy =
        new RuntimeException(
            "Slow (Service: Amazon S3; Status Code: 503; Error Code: SlowDown; Request ID: 1)");

    assertThat(StoreAnswer.in(new IOException(GLACIER + " (Path: s3p://b/k)", busy)).status())
        .isEqualTo(503);
    assertThat(StoreAnswer.in(new IOException("Connection reset"))).isNull();
  }
}
