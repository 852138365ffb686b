package io.trailhound.job.source.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqsQueueTest {
  @ParameterizedTest
  @CsvSource({
    "sqs.eu-west-1.amazonaws.com, eu-west-1, true",
    "sqs.cn-north-1.amazonaws.com.cn, cn-north-1, true",
    "sqs.us-isob-east-1.sc2s.sgov.gov, us-isob-east-1, true",
    "sqs-fips.us-gov-west-1.amazonaws.com, us-gov-west-1, true",
    "eu-west-1.queue.amazonaws.com, eu-west-1, true",
    "queue.amazonaws.com, us-east-1, true",
    "vpce-0a1b2c-xyz.sqs.eu-west-1.vpce.amazonaws.com, eu-west-1, false",
    "sqs.example.com, , false",
    "localhost, , false"
  })
  void theHostOfAQueueSaysItsRegionAndWhetherTheSdkKnowsIt(
      String host, String region, boolean isDefault) {
    assertThat(SqsQueue.Place.of(host)).isEqualTo(new SqsQueue.Place(region, isDefault));
  }
}
