package io.trailhound.deploy;

import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A Markdown document in, the anchors of its headings out, as GitHub makes them. */
public final class Headings {
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");

  private Headings() {}

  /** Those of a document, by its path from the repository's root. */
  public static Set<String> of(String document) throws IOException {
    return HEADING
        .matcher(Repository.text(document))
        .results()
        .map(it -> anchor(it.group(1)))
        .collect(Collectors.toSet());
  }

  private static String anchor(String heading) {
    return heading
        .strip()
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}\\s_-]", "")
        .replace(' ', '-');
  }
}
