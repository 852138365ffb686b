package io.trailhound.match;

import io.trailhound.rules.Feed;
import io.trailhound.rules.Rule;
import java.io.Serializable;
import java.util.List;

/** A detection rule and the correlations that its matches go to. */
record Detection(Rule.Match match, List<Feed> feeds) implements Serializable {

  static Detection of(Rule.Match match, List<Feed> feeds) {
    return new Detection(match, List.copyOf(feeds));
  }
}
