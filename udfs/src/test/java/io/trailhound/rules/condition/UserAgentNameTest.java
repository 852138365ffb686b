package io.trailhound.rules.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserAgentNameTest {
  private static final Pattern CONTRACT =
      Pattern.compile("\\b(Boto3?|aws-cli|aws-sdk-[a-z0-9-]+)/\\d+\\.\\d+");

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          aws-cli/1.16.301 Python/3.7.4 Linux/4.14 botocore/1.13.37 | aws-cli
          aws-cli/2.15.30 md/awscrt#0.19.19 ua/2.0 os/linux md/command#iam.list-users | aws-cli
          [aws-cli/2.7.14 Python/3.9.11 Linux/5.15 exe/x86_64] | aws-cli
          aws-cli/2.13.5 Python/3.11.4 Linux/5.10 exec-env/CloudShell exe/x86_64 | aws-cli
          exec-env/CloudShell aws-cli/2.0 | aws-cli
          my-aws-cli/2.0 | aws-cli
          xaws-cli/2.0 |
          _aws-cli/2.0 |
          AWS-CLI/2.0 |
          Aws-Cli/2.0 |
          aws-cli |
          aws-cli/2 |
          aws-cli/2. |
          aws-cli/v2.0 |
          aws-cli 2.0 |
          aws-cli/2.x |
          Boto3/1.28.1 md/Botocore#1.31 aws-cli/2.0 | Boto3
          Boto/2.49.0 Python/2.7 | Boto
          Botocore/1.31.1 Python/3.8 |
          Botocore/1.31.1 aws-cli/2.1 | aws-cli
          APN/1.0 HashiCorp/1.0 Terraform/1.5 aws-sdk-go-v2/1.18.0 | aws-sdk-go-v2
          aws-sdk-go/1.44.1 aws-cli/2.1 | aws-sdk-go
          aws-sdk-java/1.11 | aws-sdk-java
          aws-sdk-/1.11 aws-cli/2.1 | aws-cli
          aws-sdk-aws-cli/1.0 | aws-sdk-aws-cli
          aws-sdk-go-aws-sdk-go/1.0 | aws-sdk-go-aws-sdk-go
          aws-sdk-x_aws-sdk-go/1.0 |
          aws-sdk-X-aws-sdk-go/1.0 | aws-sdk-go
          cloudtrail.amazonaws.com |
          Mozilla/5.0 (X11; Linux x86_64) |
          """)
  void theLeftmostProductIsTheName(String userAgent, String name) {
    assertThat(UserAgentName.of(userAgent)).isEqualTo(name);
  }

  @Test
  void noUserAgentHasNoName() {
    assertThat(UserAgentName.of(null)).isNull();
    assertThat(UserAgentName.of("")).isNull();
    assertThat(UserAgentName.of("/")).isNull();
  }

  @Test
  void agreesWithTheExpressionOfTheContractOnRandomProducts() {
    String[] parts = {"aws-cli", "aws-sdk-", "Boto3", "go", "-", "/1.0", "/", " ", "x"};
    Random random = new Random(8);
    for (int i = 0; i < 200_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int p = 0; p < 6; p++) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      assertAgrees(text.toString());
    }
  }

  @Test
  void agreesWithTheExpressionOfTheContractOnRandomTexts() {
    String[] parts = {
      "aws-cli", "Boto3", "Boto", "aws-sdk-", "go", "-", "/", "1", ".", "2", " ", "x", "[", "_", "#"
    };
    Random random = new Random(7);
    for (int i = 0; i < 200_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int p = 0; p < 10; p++) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      assertAgrees(text.toString());
    }
  }

  @Test
  void everyCharacterOfALongAgentIsReadAFewTimesOnly() {
    String slashes = "aws-sdk-/1.0".repeat(1 << 20);
    assertThat(UserAgentName.of(slashes + " aws-cli/2.1")).isEqualTo("aws-cli");
    assertThat(UserAgentName.of("aws-sdk-".repeat(1 << 20) + "_/1.0")).isNull();
  }

  private static void assertAgrees(String text) {
    Matcher matcher = CONTRACT.matcher(text);
    assertThat(UserAgentName.of(text)).as(text).isEqualTo(matcher.find() ? matcher.group(1) : null);
  }
}
