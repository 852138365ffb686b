package io.trailhound.rules.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.rules.Measure;
import io.trailhound.rules.Measured;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** value_sum, value_avg and value_percentile of the specification, value_median of pySigma. */
class MeasuresTest {
  private static final String BASE =
      """
      title: Object read
      name: read
      logsource: {product: aws, service: cloudtrail}
      detection: {s: {eventName: GetObject}, condition: s}
      ---
      title: Object written
      name: written
      logsource: {product: aws, service: cloudtrail}
      detection: {s: {eventName: PutObject}, condition: s}
      """;

  private static String correlation(String type, String condition) {
    return """
    title: C
    name: c
    correlation:
      type: %s
      rules: [read, written]
      group-by: [userIdentity.arn]
      timespan: 1h
      condition: {%s}
    """
        .formatted(type, condition);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          value_sum | field: additionalEventData.bytesTransferredOut, gt: 1000000 | SUM | null | more than 1000000 | true
          value_sum | field: additionalEventData.bytesTransferredOut, lt: 10 | SUM | null | less than 10 | false
          value_sum | field: additionalEventData.bytesTransferredOut, gte: -0.5, lte: 3 | SUM | null | at least -0.5, at most 3 | false
          value_avg | field: additionalEventData.bytesTransferredOut, gt: 500 | AVERAGE | null | more than 500 | false
          value_avg | field: additionalEventData.bytesTransferredOut, eq: 12.5 | AVERAGE | null | exactly 12.5 | false
          value_percentile | field: additionalEventData.bytesTransferredOut, percentile: 95, gte: 500 | PERCENTILE | 95 | at least 500 | false
          value_percentile | field: additionalEventData.bytesTransferredOut, percentile: 99.9, neq: 0 | PERCENTILE | 99.9 | not 0 | false
          value_median | field: additionalEventData.bytesTransferredOut, gte: 1000 | PERCENTILE | 50 | at least 1000 | false
          """)
  void load(
      String type, String condition, String kind, String percentile, String words, boolean early) {
    RuleBook book = Sigma.book(BASE, correlation(type, condition));
    Rule.ValueCount rule = (Rule.ValueCount) book.find("c").orElseThrow();
    assertThat(rule.info().kind()).isEqualTo(type);
    assertThat(rule.sliding()).isTrue();
    assertThat(rule.monotone()).isFalse();
    assertThat(rule.field().name()).isEqualTo("additionalEventData.bytesTransferredOut");
    Measure measure = rule.measure();
    assertThat(measure.kind()).hasToString(kind);
    assertThat(String.valueOf(measure.percentile())).isEqualTo(percentile);
    assertThat(measure.condition().words()).isEqualTo(words);
    assertThat(measure.early()).isEqualTo(early);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          value_sum | gt: 10 | field is missing
          value_sum | field: eventName | the condition compares with nothing; gte: 10
          value_sum | field: [eventName, awsRegion], gt: 1 | value_sum measures one field; write a rule for each
          value_sum | field: eventName, gt: many | gt needs a number, not many; gt: 10
          value_sum | field: eventName, gt: 1e999 | gt needs a number, not 1e999
          value_avg | field: eventName, gt: 5, lt: 5 | no number can meet this condition
          value_avg | field: eventName, ge: 5 | unknown condition ge; it is gt, gte, lt, lte, eq or neq, or field
          value_avg | field: eventName, percentile: 5, gt: 1 | unknown condition percentile
          value_median | field: eventName, percentile: 5, gt: 1 | unknown condition percentile
          value_percentile | field: eventName, lte: 1 | value_percentile doesn't say which percentile; percentile: 95
          value_percentile | field: eventName, percentile: 101, lte: 1 | a percentile is a number from 0 to 100
          value_percentile | field: eventName, percentile: -1, lte: 1 | a percentile is a number from 0 to 100
          value_percentile | field: eventName, percentile: p95, lte: 1 | percentile needs a number, not p95
          """)
  void areRefused(String type, String condition, String message) {
    assertThat(Sigma.findings(BASE, correlation(type, condition)))
        .singleElement()
        .asString()
        .startsWith("b.yml:8: ")
        .contains(message);
  }

  @ParameterizedTest(name = "''{0}''")
  @CsvSource({
    "12, 12",
    "-0.50, -0.50",
    "1e3, 1E+3",
    "0e99999, 0",
    "1e999999999, null",
    "1e-999999999, null",
    "12 kB, null",
    "'', null",
    "true, null",
    "NaN, null"
  })
  void numbersAreThoseThatTheModifiersRead(String text, String number) {
    assertThat(String.valueOf(Measure.number(text))).isEqualTo(number);
  }

  /** The alias stands for another field in each rule, for what is measured and for the group. */
  @ParameterizedTest
  @CsvSource({"value_sum", "value_count", "value_median"})
  void anAliasInTheFieldIsResolvedByRule(String type) {
    RuleBook book =
        Sigma.book(
            BASE,
            correlation(type, "field: bytes, gte: 5")
                + """
                  aliases:
                    bytes:
                      read: additionalEventData.bytesTransferredOut
                      written: additionalEventData.bytesTransferredIn
                """);
    assertThat(book.feeds("read").get(0).value().name())
        .isEqualTo("additionalEventData.bytesTransferredOut");
    assertThat(book.feeds("written").get(0).value().name())
        .isEqualTo("additionalEventData.bytesTransferredIn");
  }

  @Test
  void anAliasInTheFieldThatLacksARuleIsRefused() {
    String lacking =
        correlation("value_sum", "field: bytes, gte: 5")
            + "  aliases: {bytes: {read: additionalEventData.bytesTransferredOut}}\n";
    assertThat(Sigma.findings(BASE, lacking))
        .singleElement()
        .asString()
        .contains("b.yml:8: the alias bytes has no field for written; add it under aliases:");
  }

  @Test
  void aPercentileLiesBetweenTwoNumbersAsFarAsItsRankDoes() {
    assertThat(Measured.between(10, 20, new BigDecimal("3.25")).shown()).isEqualTo(12.5);
    assertThat(Measured.between(0.1, 0.1, BigDecimal.ZERO).compareTo(new BigDecimal("0.1")))
        .isZero();
  }
}
