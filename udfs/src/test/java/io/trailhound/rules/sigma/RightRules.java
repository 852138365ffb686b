package io.trailhound.rules.sigma;

/**
 * Rules that are right, into which tests of findings put mistakes: two detections, a correlation.
 */
final class RightRules {
  static final String ONE =
      """
      title: One
      name: one
      logsource: {product: aws, service: cloudtrail}
      detection: {s: {eventName: One}, condition: s}
      ---
      title: Two
      name: two
      logsource: {product: aws, service: cloudtrail}
      detection: {s: {eventName: Two}, condition: s}
      """;

  static final String CORRELATION =
      """
      title: C
      name: c
      correlation:
        type: event_count
        rules: one
        group-by: user.name
        timespan: 1h
        condition: {gte: 2}
      """;

  private RightRules() {}
}
