package io.trailhound.job.cli;

import io.trailhound.enrich.LookupFiles;
import io.trailhound.rules.Lookup;
import io.trailhound.rules.sigma.Explained;
import java.util.ArrayList;
import java.util.List;

/**
 * What a part of a rule came to, in words.
 *
 * @param files what there is to look into
 */
record ExplainWords(LookupFiles files) {
  private static final int LONGEST = 200;

  /** {@code other case: it's CreateUser}. */
  String state(Explained field) {
    String seen = field.seen().isEmpty() ? "" : shortened(String.join(", ", field.seen()));
    if (field.why().isEmpty()) {
      return seen.isEmpty() ? "" : "it's " + seen;
    }
    if (field.why().equals("missing")) {
      String lookup = notLookedUp(Lookup.of(field.label().replaceFirst("[|: ].*", "")));
      return lookup.isEmpty() ? "missing" : "missing: " + lookup;
    }
    return seen.isEmpty() ? field.why() : field.why() + ": it's " + seen;
  }

  /** Why nobody could know the field; nothing where somebody could. */
  private String notLookedUp(Lookup needed) {
    boolean kinds = files.networkDatabases().isEmpty() && files.networkLists().isEmpty();
    if (needed == Lookup.ASN && files.asn().isEmpty()) {
      return "networks are known with --asn-db only";
    }
    if (needed == Lookup.ACCOUNTS && files.accounts().isEmpty()) {
      return "what accounts are called is known with --accounts-file only";
    }
    if (needed == Lookup.PLACES && files.networkDatabases().isEmpty()) {
      return "places are known with --network-db only";
    }
    return needed == Lookup.TAGS && kinds
        ? "tags are known with --network-list or --network-db only"
        : "";
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  /** The selections that are to blame, each with its fields. */
  String because(Explained explained) {
    List<String> parts = new ArrayList<>();
    for (Explained failed : explained.failedSelections()) {
      List<String> causes = new ArrayList<>();
      for (Explained cause : failed.causes()) {
        causes.add((cause.label() + " " + state(cause)).strip());
      }
      boolean field = failed.kind() == Explained.Kind.FIELD;
      String name = field ? "" : failed.label() + (failed.holds() ? " holds" : " fails") + ": ";
      parts.add(name + String.join(", ", causes));
    }
    return String.join("; ", parts);
  }
}
