package io.trailhound.rules.sigma;

import io.trailhound.rules.RuleBook;

/** Rules for two calls, and the correlation {@code c} over them that a test is about. */
final class TwoCalls {
  static final String RULES =
      """
      title: One
      id: 11111111-1111-4111-8111-111111111111
      name: one
      logsource: {product: aws, service: cloudtrail}
      detection: {s: {eventName: One}, condition: s}
      ---
      title: Two
      name: two
      logsource: {product: aws, service: cloudtrail}
      detection: {s: {eventName: Two}, condition: s}
      """;

  private TwoCalls() {}

  /** With a correlation of this body. */
  static RuleBook book(String body) {
    return Sigma.book(RULES + "---\ntitle: C\nname: c\ncorrelation:\n" + body.indent(2));
  }
}
