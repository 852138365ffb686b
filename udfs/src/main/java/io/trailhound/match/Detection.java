package io.trailhound.match;

import io.trailhound.rules.Feed;
import io.trailhound.rules.Rule;
import java.io.Serializable;
import java.util.List;

/**
 * A detection rule and the correlations that its matches go to.
 *
 * @param number of all detections, from 0
 */
record Detection(int number, Rule.Match match, List<Feed> feeds) implements Serializable {

  static Detection of(int number, Rule.Match match, List<Feed> feeds) {
    return new Detection(number, match, List.copyOf(feeds));
  }
}
