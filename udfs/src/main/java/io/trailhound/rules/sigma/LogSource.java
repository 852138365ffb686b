package io.trailhound.rules.sigma;

import io.trailhound.rules.Check;
import io.trailhound.rules.Finding;
import io.trailhound.rules.condition.Condition;
import io.trailhound.rules.condition.Conditions;
import io.trailhound.rules.condition.ValueConditions;
import io.trailhound.rules.sigma.YamlValue.Entries;
import io.trailhound.text.CaseFold;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A rule's {@code logsource}: CloudTrail, of all services or of one. Nothing else arrives here. A
 * service under {@code product: aws} means CloudTrail's record of the calls to it, unless it writes
 * logs that people mean by its name.
 */
final class LogSource {
  private static final String CLOUDTRAIL = "cloudtrail";
  private static final String HOST = ".amazonaws.com";
  private static final Set<String> OTHER_LOGS =
      Set.of(
          "vpcflow",
          "vpcflowlogs",
          "vpc_flow_logs",
          "route53resolver",
          "route53_resolver",
          "dns",
          "s3access",
          "s3_access",
          "cloudfront",
          "waf",
          "wafv2",
          "network-firewall",
          "networkfirewall",
          "guardduty",
          "securityhub",
          "macie",
          "inspector",
          "eks");

  /** Services whose calls come from a provider of another name. */
  private static final Map<String, String> PROVIDERS =
      Map.of(
          "cloudwatch", "monitoring",
          "stepfunctions", "states",
          "elb", "elasticloadbalancing",
          "elbv2", "elasticloadbalancing",
          "eventbridge", "events",
          "cognito", "cognito-idp");

  private LogSource() {}

  /** Why the rule would never fire here; empty when it may. */
  static Optional<Finding> foreign(Document document) {
    Entries logsource = logsource(document);
    String product = document.text(logsource, "product");
    if (product != null && !product.equalsIgnoreCase("aws")) {
      return Optional.of(foreign(document, logsource, "product", product));
    }
    String service = service(document, logsource);
    if (OTHER_LOGS.contains(service) || (product == null && !service.equals(CLOUDTRAIL))) {
      return Optional.of(foreign(document, logsource, "service", service));
    }
    String category = document.text(logsource, "category");
    return product == null && category != null
        ? Optional.of(foreign(document, logsource, "category", category))
        : Optional.empty();
  }

  /** The condition that the rule's service adds to its own, in a list of one; or an empty one. */
  static List<Condition> condition(Document document, FieldNames fields) {
    String service = service(document, logsource(document));
    if (service.equals(CLOUDTRAIL)) {
      return List.of();
    }
    String provider = PROVIDERS.getOrDefault(service, service) + HOST;
    return List.of(
        new Conditions.Matches(
            fields.compared("eventSource"),
            new ValueConditions.OneOf(Set.of(CaseFold.of(provider)), false)));
  }

  private static Entries logsource(Document document) {
    if (document.entries().get("logsource") == null) {
      throw document.problem(
          document.entries().at(),
          Check.REQUIRED_KEY,
          "logsource is missing",
          "write logsource: with product: aws and service: cloudtrail");
    }
    return document.map(document.entries(), "logsource");
  }

  private static String service(Document document, Entries logsource) {
    String service = document.text(logsource, "service");
    return service == null ? CLOUDTRAIL : service.toLowerCase(Locale.ROOT);
  }

  private static Finding foreign(Document document, Entries logsource, String key, String value) {
    return document.finding(
        logsource.placeOf(key),
        Check.LOGSOURCE,
        "this rule is for " + key + " " + value + ", and would never fire here",
        "only rules for product: aws, service: cloudtrail run; leave it out, or have all such left"
            + " out with --rules-foreign skip");
  }
}
