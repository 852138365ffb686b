package io.trailhound.rules.sigma;

import io.trailhound.rules.Check;
import io.trailhound.rules.Finding;
import io.trailhound.rules.RuleException;
import io.trailhound.rules.sigma.YamlValue.Entries;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Where something is wrong, all else that is: compiling a rule ends with the first mistake in what
 * describes it or correlates, and a user mends them all at once.
 */
final class MoreFindings {
  private final Names names;
  private final RuleDocuments documents;
  private final FieldNames fields = new FieldNames();
  private final List<Finding> findings = new ArrayList<>();

  MoreFindings(Names names, RuleDocuments documents) {
    this.names = names;
    this.documents = documents;
  }

  List<Finding> all() {
    for (Document document : documents.rules.values()) {
      findings.addAll(InfoReader.problems(document));
      if (document.entries().get("correlation") instanceof Entries section) {
        correlation(document, section);
      }
    }
    return findings;
  }

  private void correlation(Document document, Entries section) {
    List<Runnable> readers = new ArrayList<>();
    Map<String, Aliases> aliases = new LinkedHashMap<>();
    readers.add(() -> aliases.put("", Aliases.read(document, section, fields, names)));
    readers.add(() -> groupBy(document, section, aliases.get("")));
    readers.add(() -> Timespan.read(document, section, "timespan"));
    for (String key : List.of("rules", "trusted", "sensitive")) {
      readers.add(() -> references(document, section, key));
    }
    readers.add(() -> new Generate(document, names).read());
    readers.forEach(this::tryOn);
  }

  private void tryOn(Runnable reader) {
    try {
      reader.run();
    } catch (RuleException e) {
      e.findings().forEach(finding -> findings.add(finding.orOf(Check.CORRELATION)));
    }
  }

  private void groupBy(Document document, Entries section, Aliases aliases) {
    if (aliases != null) {
      for (String name : document.texts(section, "group-by")) {
        tryOn(() -> aliases.any(name, section.placeOf("group-by", name)));
      }
    }
  }

  private void references(Document document, Entries section, String key) {
    for (String reference : new TreeSet<>(document.texts(section, key))) {
      tryOn(() -> names.resolve(document, section.placeOf(key, reference), reference));
    }
  }
}
