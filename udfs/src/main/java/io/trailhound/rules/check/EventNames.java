package io.trailhound.rules.check;

import io.trailhound.text.Distance;
import java.util.Collection;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What is wrong with the name of an event, and what was probably meant. */
final class EventNames {
  private static final Pattern JOINED =
      Pattern.compile(".*(\\s(and|or)\\s|[,;|&]).*", Pattern.CASE_INSENSITIVE);

  /** Versions of Lambda's and CloudFront's interfaces, which older events have behind the name. */
  private static final Pattern VERSION =
      Pattern.compile("(\\w+?)(\\d{8}|\\d{4}_\\d\\d_\\d\\d)(v\\d)?");

  private static final int LONG = 10;

  private final Catalogue catalogue;

  EventNames(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * What is wrong, in words that say what would be right; empty when nothing is known to be.
   *
   * @param services that the event must be of; empty for any
   */
  String problem(String name, Set<String> services) {
    if (JOINED.matcher(name).matches()) {
      return "one event has one name: write a list, of which one matches";
    }
    String instead = catalogue.insteadOf(name);
    Set<String> owners = catalogue.servicesOf(undated(name, catalogue));
    boolean known = !owners.isEmpty();
    boolean elsewhere = !services.isEmpty() && services.stream().noneMatch(owners::contains);
    if (instead != null && (!known || elsewhere)) {
      return "that's a permission in policies; events say " + instead;
    }
    String dated = dated(name);
    boolean lambdas = known ? services.equals(Set.of("lambda")) : true;
    if (dated != null && lambdas) {
      return "Lambda writes " + dated + ": write " + name + "*";
    }
    if (known) {
      return "";
    }
    String near = null;
    for (String service : services) {
      near = near == null ? nearest(name, catalogue.events(service)) : near;
    }
    near = near == null ? nearest(name, catalogue.names()) : near;
    return near == null ? "" : "did you mean " + written(near) + "?";
  }

  private String written(String near) {
    return catalogue.written(near).iterator().next();
  }

  /** What Lambda writes for the name of one of its operations; null for all others. */
  private String dated(String name) {
    return catalogue.events("lambda").stream()
        .filter(event -> VERSION.matcher(event).matches())
        .filter(event -> undatedName(event).equalsIgnoreCase(name))
        .findFirst()
        .orElse(null);
  }

  /** Whether it's the beginning of what Lambda writes. */
  boolean isDated(String pattern) {
    return dated(pattern.replaceFirst("[*?]+$", "")) != null;
  }

  /** A known event without the version that it has behind it here. */
  static String undated(String name, Catalogue catalogue) {
    if (!catalogue.servicesOf(name).isEmpty()) {
      return name;
    }
    Matcher version = VERSION.matcher(name);
    if (!version.matches()) {
      return name;
    }
    String withDate = version.group(1) + version.group(2);
    return catalogue.servicesOf(withDate).isEmpty() ? version.group(1) : withDate;
  }

  private static String undatedName(String event) {
    Matcher version = VERSION.matcher(event);
    return version.matches() ? version.group(1) : event;
  }

  /** The one of {@code known} that {@code given} probably is, or null. */
  static String nearest(String given, Collection<String> known) {
    return Distance.nearest(given, known, given.length() < LONG ? 1 : 2).orElse(null);
  }

  static String hosts(Set<String> services) {
    String some =
        services.stream()
            .sorted()
            .limit(3)
            .map(service -> service + EventChecks.HOST)
            .collect(Collectors.joining(", "));
    return services.size() > 3 ? some + " and others" : some;
  }
}
