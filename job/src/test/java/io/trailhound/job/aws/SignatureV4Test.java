package io.trailhound.job.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SignatureV4Test {
  /** {@code get-vanilla-query-order-key-case} of AWS's test suite for Signature Version 4. */
  @Test
  void makesTheSignatureOfAwsOwnExample() throws Exception {
    SignatureV4 request =
        new SignatureV4(
            "GET",
            "/",
            "Param2=value2&Param1=value1",
            Map.of("host", "example.amazonaws.com", "x-amz-date", "20150830T123600Z"),
            SignatureV4.hash(new byte[0]),
            "20150830T123600Z",
            "20150830/us-east-1/service/aws4_request");

    assertThat(request.with("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"))
        .isEqualTo("b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500");
  }
}
