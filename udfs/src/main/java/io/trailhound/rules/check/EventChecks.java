package io.trailhound.rules.check;

import io.trailhound.rules.Check;
import io.trailhound.rules.Place;
import io.trailhound.rules.condition.Glob;
import io.trailhound.rules.sigma.Document;
import io.trailhound.rules.sigma.LogSource;
import io.trailhound.rules.sigma.YamlValue.Entries;
import io.trailhound.rules.sigma.YamlValue.Text;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** {@code eventSource}, {@code eventName} and request parameters, by the catalogue of services. */
final class EventChecks {
  static final String HOST = ".amazonaws.com";
  private static final String SOURCE = "event.provider";
  static final String NAME = "event.action";
  private static final String PARAMETERS = "requestParameters.";

  private final Findings findings;
  private final Catalogue catalogue;
  private final EventNames names;

  EventChecks(Findings findings, Catalogue catalogue) {
    this.findings = findings;
    this.catalogue = catalogue;
    this.names = new EventNames(catalogue);
  }

  void look(DetectionSection detection) {
    LogSource.provider(detection.document())
        .filter(provider -> !catalogue.services().contains(provider))
        .ifPresent(provider -> logsource(detection.document(), provider));
    for (List<List<Criterion>> alternatives : detection.selections().values()) {
      alternatives.forEach(criteria -> look(detection, criteria));
    }
  }

  private void look(DetectionSection detection, List<Criterion> criteria) {
    Document document = detection.document();
    Set<String> services = services(document, criteria);
    for (Criterion criterion : criteria) {
      if (criterion.modifiers().expand() || !criterion.comparesText()) {
        continue;
      }
      for (Text value : criterion.values()) {
        if (value.text() == null
            || value.text().isEmpty()
            || ValueChecks.looksLikeRegex(value.text())) {
          continue;
        }
        if (criterion.isOf(SOURCE) && exact(criterion, value)) {
          source(document, value);
        } else if (criterion.isOf(NAME) && exact(criterion, value)) {
          name(document, criterion, value, services);
        } else if (criterion.isOf(NAME)) {
          pattern(document, criterion, value);
        }
      }
    }
    criteria.forEach(criterion -> parameter(document, criterion, services));
  }

  private static boolean exact(Criterion criterion, Text value) {
    return criterion.isExact() && !Glob.wild(Glob.parse(value.text()));
  }

  /** The services that an event must be of here; empty when it may be of any, or one unknown. */
  private Set<String> services(Document document, List<Criterion> criteria) {
    Set<String> services = new HashSet<>();
    for (Criterion criterion : criteria) {
      if (criterion.isOf(SOURCE) && criterion.isExact() && !criterion.modifiers().negated()) {
        criterion.values().forEach(value -> services.add(service(value.text())));
      }
    }
    if (services.isEmpty()) {
      LogSource.provider(document).ifPresent(services::add);
    }
    return catalogue.services().containsAll(services) ? services : Set.of();
  }

  private static String service(String host) {
    String lower = host == null ? "" : host.toLowerCase(Locale.ROOT);
    return lower.endsWith(HOST) ? lower.substring(0, lower.length() - HOST.length()) : lower;
  }

  /** A service that nothing is known of: its rules may never fire. */
  private void logsource(Document document, String provider) {
    Place at = ((Entries) document.entries().get("logsource")).placeOf("service");
    String near = EventNames.nearest(provider, catalogue.services());
    if (near == null) {
      unknown(document, at, provider + HOST);
    } else {
      findings.add(
          document,
          at,
          Check.EVENT_SOURCE,
          "no event has the eventSource " + provider + HOST + ", which this service means",
          "did you mean " + near + "?");
    }
  }

  private void unknown(Document document, Place at, String source) {
    findings.add(
        document,
        at,
        Check.UNKNOWN_SERVICE,
        "the eventSource " + source + " is in no service model",
        "see whether some event has it; what is known: " + catalogue.source());
  }

  private void source(Document document, Text value) {
    String text = value.text();
    String service = service(text);
    boolean known = catalogue.services().contains(service);
    String near = known ? service : EventNames.nearest(service, catalogue.services());
    if (service.length() == text.length() || (!known && near != null)) {
      findings.add(
          document,
          value.at(),
          Check.EVENT_SOURCE,
          "no event has the eventSource " + text,
          near == null ? "it ends in " + HOST : "did you mean " + near + HOST + "?");
    } else if (!known) {
      unknown(document, value.at(), text);
    }
  }

  private void name(Document document, Criterion criterion, Text value, Set<String> services) {
    String text = value.text();
    String problem = names.problem(text, services);
    if (!problem.isEmpty()) {
      findings.add(
          document, value.at(), Check.EVENT_NAME, "no event has the eventName " + text, problem);
      return;
    }
    Set<String> written = catalogue.written(EventNames.undated(text, catalogue));
    if (written.isEmpty()) {
      findings.add(
          document,
          value.at(),
          Check.UNKNOWN_EVENT,
          "the event " + text + " is in no service model",
          "see whether some event has it; what is known: " + catalogue.source());
      return;
    }
    if (criterion.modifiers().cased() && !written.contains(EventNames.undated(text, catalogue))) {
      findings.add(
          document,
          value.at(),
          Check.EVENT_CASE,
          "cased, and no event writes " + text,
          "did you mean " + written.iterator().next() + "?");
    }
    Set<String> owners = catalogue.servicesOf(EventNames.undated(text, catalogue));
    if (!services.isEmpty() && services.stream().noneMatch(owners::contains)) {
      findings.add(
          document,
          value.at(),
          Check.EVENT_OF_OTHER_SERVICE,
          text + " is no event of " + EventNames.hosts(services),
          "it is one of " + EventNames.hosts(owners));
    }
  }

  /** What begins, ends or goes on like no known event. */
  private void pattern(Document document, Criterion criterion, Text value) {
    Glob glob = Glob.of(criterion.pattern(value.text()), false);
    if (catalogue.names().stream().noneMatch(glob::matches) && !names.isDated(value.text())) {
      findings.add(
          document,
          value.at(),
          Check.UNKNOWN_EVENT,
          "no event in the service models matches " + value.text(),
          "see whether some event does; what is known: " + catalogue.source());
    }
  }

  private void parameter(Document document, Criterion criterion, Set<String> services) {
    String field = criterion.modifiers().field();
    if (!field.startsWith(PARAMETERS) || services.size() != 1) {
      return;
    }
    String name = field.substring(PARAMETERS.length()).split("\\.", 2)[0];
    Set<String> known = catalogue.parameters(services.iterator().next());
    if (known.contains(name)) {
      return;
    }
    known.stream()
        .filter(name::equalsIgnoreCase)
        .findFirst()
        .ifPresent(
            right ->
                findings.add(
                    document,
                    criterion.at(),
                    Check.PARAMETER_CASE,
                    EventNames.hosts(services) + " mostly writes " + PARAMETERS + right,
                    "names of fields have a case: see whether events have " + name));
  }
}
