package io.trailhound.job.cli;

import io.trailhound.decode.CloudTrailDecoder;
import io.trailhound.decode.DecodeLimits;
import io.trailhound.decode.DecodedReader;
import io.trailhound.decode.EpochClock;
import io.trailhound.enrich.Lookups;
import io.trailhound.match.RuleMatcher;
import io.trailhound.model.Decoded;
import io.trailhound.model.DetectorKey;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import io.trailhound.watch.Watcher;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.Set;

/** A rule's examples in; out the keys of all state that a job over them would touch. */
final class ExampleKeys {
  private final RuleExamples examples;

  ExampleKeys(RuleExamples examples) {
    this.examples = examples;
  }

  /**
   * @param rules what the events are shown to
   */
  Set<DetectorKey> of(String rule, RuleBook rules) throws IOException {
    Set<DetectorKey> keys = new HashSet<>();
    RuleMatcher matcher = new RuleMatcher(rules);
    CloudTrailDecoder decoder =
        new CloudTrailDecoder(rules.extraFields(), DecodeLimits.DEFAULT, EpochClock.system());
    try (Lookups known = Lookups.open(examples.lookups(), Watcher.EVERY);
        InputStream in = Files.newInputStream(examples.events(rule));
        DecodedReader events = decoder.open(in, rule)) {
      for (Decoded next = events.next(); next != null; next = events.next()) {
        if (next.event() != null) {
          known.enrich(next.event());
          matcher.match(
              next.event(),
              (of, signal) -> {
                if (!(of instanceof Rule.Match)) {
                  keys.add(DetectorKey.of(signal));
                }
              });
        }
      }
    }
    return keys;
  }
}
