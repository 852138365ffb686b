package io.trailhound.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.Signal;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.sigma.RuleFiles;
import io.trailhound.rules.sigma.RuleLoader;
import io.trailhound.rules.sigma.Sigma;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The shipped rules, a user, and the signals of a call under them. */
final class Shipped {
  private static final RuleBook BOOK =
      RuleLoader.load(RuleFiles.folder(Path.of("../job/src/main/resources/rules")));
  private static final RuleMatcher MATCHER = new RuleMatcher(BOOK);
  static final String ARN = "arn:aws:iam::111122223333:user/bob";
  static final String BOB =
      "'userIdentity':{'type':'IAMUser','arn':'" + ARN + "','userName':'bob'}";
  static final long VPN = 216025;

  private Shipped() {}

  /** The signals of one event by rule; no rule gets two. */
  static Map<String, Signal> signals(
      String action, String provider, String rest, long asn, String organization) {
    String record =
        "'eventName':'%s','eventSource':'%s.amazonaws.com',%s".formatted(action, provider, rest);
    CloudTrailEvent event = Sigma.event(BOOK.extraFields(), record);
    event.asNumber = asn;
    event.asOrganization = organization;
    Map<String, Signal> signals = new TreeMap<>();
    List<String> rules = new ArrayList<>();
    MATCHER.match(
        event,
        (rule, signal) -> {
          rules.add(rule.name());
          signals.put(signal.rule, signal);
        });
    assertThat(rules).doesNotHaveDuplicates().hasSameElementsAs(signals.keySet());
    return signals;
  }
}
