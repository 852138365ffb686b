package io.trailhound.rules.check;

import io.trailhound.rules.Check;
import io.trailhound.rules.Finding;
import io.trailhound.rules.Place;
import io.trailhound.rules.sigma.Document;
import java.util.ArrayList;
import java.util.List;

/** Takes what checks find. */
final class Findings {
  private final List<Finding> all = new ArrayList<>();

  void add(Document document, Place at, Check check, String message, String hint) {
    add(document.file(), at, check, message, hint);
  }

  void add(String file, Place at, Check check, String message, String hint) {
    all.add(new Finding(file, at, check, message, hint));
  }

  List<Finding> all() {
    return all;
  }
}
