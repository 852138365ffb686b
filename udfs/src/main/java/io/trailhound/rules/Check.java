package io.trailhound.rules;

import static io.trailhound.rules.Severity.ERROR;
import static io.trailhound.rules.Severity.INFO;
import static io.trailhound.rules.Severity.WARNING;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is looked for in rule files. Errors stop a start; the others are told on request only. */
public enum Check {
  FOLDER(ERROR, "the folder has rules"),
  FILE(ERROR, "files can be read and have a size that rules have"),
  SIZE(ERROR, "the texts of a rule fit into each of its alerts"),
  YAML(ERROR, "the file is YAML"),
  DUPLICATE_KEY(ERROR, "a key stands once"),
  RULE(ERROR, "a document is one rule, and its keys have values of the right form"),
  REQUIRED_KEY(ERROR, "the keys that a rule needs are there"),
  NAME(ERROR, "names and ids are allowed and belong to one rule"),
  LEVEL(ERROR, "the level is one of Sigma's"),
  LOGSOURCE(ERROR, "the rule is for CloudTrail"),
  FIELD(ERROR, "the name of a field is no slip"),
  MODIFIER(ERROR, "modifiers exist and go together"),
  VALUE(ERROR, "values are what their modifiers ask for"),
  REGEX(ERROR, "regular expressions can be searched in linear time"),
  LIST(ERROR, "lists exist and have values"),
  CONDITION(ERROR, "the condition can be read and names selections that exist"),
  REFERENCE(ERROR, "rules that others refer to exist, in no circle"),
  CORRELATION(ERROR, "a correlation's keys have a meaning"),
  FILTER(ERROR, "a filter names its rules and what it excepts"),
  SUPPRESS(ERROR, "what a rule suppresses, and for how long, has a meaning"),

  EVENT_SOURCE(WARNING, "eventSource has a form that events carry"),
  EVENT_NAME(WARNING, "eventName has a value that events carry"),
  EVENT_OF_OTHER_SERVICE(WARNING, "the event belongs to the service beside it"),
  EVENT_CASE(WARNING, "values under cased have the case that CloudTrail writes"),
  CLOUDTRAIL_FIELD(WARNING, "CloudTrail records have the field"),
  FIELD_VALUE(WARNING, "fields that have few values have one of them"),
  TIMEFRAME(WARNING, "no timeframe, which means nothing in a detection"),
  MISSPELT_KEY(WARNING, "keys are spelt as Sigma spells them"),
  STATUS(WARNING, "the status is one of Sigma's"),
  DATE(WARNING, "dates are dates, the first before the last"),
  ID(WARNING, "ids are UUIDs"),
  TAG(WARNING, "tags have Sigma's form, and ATT&CK has what they name"),
  TUMBLING_WINDOW(WARNING, "no window whose edges split what belongs together"),
  UNUSED_SELECTION(WARNING, "the condition refers to every selection"),
  UNUSED_LIST(WARNING, "some rule reads every list"),
  REGEX_MEANING(WARNING, "a regular expression means what its author is used to"),
  WILDCARD_MEANING(WARNING, "a value without re is no regular expression"),
  UNQUOTED_NUMBER(WARNING, "account ids stand in quotes, for tools that read them as numbers"),
  NEVER_FIRES(WARNING, "there is an event that fires the rule"),
  FILTER_WITHOUT_EFFECT(WARNING, "a filter filters something"),
  ENCODING(WARNING, "the file is UTF-8"),
  IGNORED_CHECK(WARNING, "comments that silence checks name some that exist"),

  LEFT_OUT(INFO, "a rule for other logs was left out, as asked for"),
  UNKNOWN_SERVICE(INFO, "the catalogue of services knows the event source"),
  UNKNOWN_EVENT(INFO, "the catalogue of services knows the event"),
  OLD_TAG(INFO, "techniques in tags are still in ATT&CK"),
  PARAMETER_CASE(INFO, "request parameters have the case that the service writes"),
  REDUNDANT_WILDCARD(INFO, "no wildcard where a modifier says the same"),
  REDUNDANT_CASED(INFO, "cased stands by values that have letters"),
  DUPLICATE_VALUE(INFO, "a value stands once in a list");

  private final Severity severity;
  private final String what;

  Check(Severity severity, String what) {
    this.severity = severity;
    this.what = what;
  }

  public Severity severity() {
    return severity;
  }

  /** What is so where the check finds nothing. */
  public String what() {
    return what;
  }

  /** As it stands in reports, comments and options: {@code unused-selection}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The check of this {@link #id}. */
  public static Optional<Check> of(String id) {
    return Arrays.stream(values()).filter(check -> check.id().equals(id)).findFirst();
  }

  public static List<String> ids() {
    return Arrays.stream(values()).map(Check::id).toList();
  }
}
