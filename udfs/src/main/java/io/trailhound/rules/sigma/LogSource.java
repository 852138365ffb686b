package io.trailhound.rules.sigma;

import io.trailhound.rules.Check;
import io.trailhound.rules.Finding;
import io.trailhound.rules.condition.Condition;
import io.trailhound.rules.condition.Conditions;
import io.trailhound.rules.condition.ValueConditions;
import io.trailhound.rules.sigma.YamlValue.Entries;
import io.trailhound.rules.sigma.YamlValue.Text;
import io.trailhound.text.CaseFold;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A rule's or filter's {@code logsource}: CloudTrail, of all services or of one. Nothing else
 * arrives here. A service under {@code product: aws} means CloudTrail's record of the calls to it,
 * unless it writes logs that people mean by its name.
 */
public final class LogSource {
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
      Map.ofEntries(
          Map.entry("cloudwatch", "monitoring"),
          Map.entry("cognito", "cognito-idp"),
          Map.entry("console", "signin"),
          Map.entry("efs", "elasticfilesystem"),
          Map.entry("elb", "elasticloadbalancing"),
          Map.entry("elbv2", "elasticloadbalancing"),
          Map.entry("emr", "elasticmapreduce"),
          Map.entry("eventbridge", "events"),
          Map.entry("msk", "kafka"),
          Map.entry("opensearch", "es"),
          Map.entry("stepfunctions", "states"),
          Map.entry("vpc", "ec2"));

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

  /**
   * Whose calls alone the document is for, as in {@code eventSource} before {@code .amazonaws.com};
   * empty when it's for those of all services.
   */
  public static Optional<String> provider(Document document) {
    if (!(document.entries().get("logsource") instanceof Entries logsource)
        || !(logsource.get("product") instanceof Text product)
        || !(logsource.get("service") instanceof Text text)
        || text.text() == null
        || !"aws".equalsIgnoreCase(product.text())) {
      return Optional.empty();
    }
    String service = text.text().toLowerCase(Locale.ROOT);
    return service.equals(CLOUDTRAIL) || OTHER_LOGS.contains(service)
        ? Optional.empty()
        : Optional.of(PROVIDERS.getOrDefault(service, service));
  }

  /**
   * The condition that the document's service adds to its own, in a list of one; or an empty one.
   */
  static List<Condition> condition(Document document, FieldNames fields) {
    return provider(document).stream()
        .<Condition>map(
            provider ->
                new Conditions.Matches(
                    fields.compared("eventSource"),
                    new ValueConditions.OneOf(Set.of(CaseFold.of(provider + HOST)), false)))
        .toList();
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
