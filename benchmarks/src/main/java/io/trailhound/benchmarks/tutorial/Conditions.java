package io.trailhound.benchmarks.tutorial;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The conditions of the shipped rules, written by hand over their lists. */
final class Conditions {
  private static final Set<String> VPN = list("vpn_asns");
  private static final Set<String> PROVIDERS = list("discovery_providers");
  private static final Set<String> DISCOVERY = list("discovery_actions");
  private static final Set<String> BURST_PROVIDERS = list("cli_burst_providers");
  private static final Set<String> IMPACT = list("impact_actions");
  private static final Set<String> SENSITIVE = list("sensitive_actions");
  private static final Set<String> TRUSTED_NAMES = list("trusted_cloud_organizations");
  private static final Set<String> TRUSTED_NUMBERS = list("trusted_cloud_asns");
  private static final Set<String> READS = Set.of("Describe", "Get", "List", "Generate");
  private static final List<Set<String>> CHAIN =
      List.of(
          Set.of("GetCallerIdentity"),
          Set.of("ListUsers", "ListRoles"),
          Set.of("ListBuckets"),
          Set.of("DescribeInstances", "DescribeVpcs", "DescribeSecurityGroups"),
          Set.of("ListFunctions"),
          Set.of("DescribeTrails"));

  /** Steps of the chain. */
  static final int STEPS = CHAIN.size();

  private Conditions() {}

  private static boolean fromVpn(TutorialCall call) {
    return call.success
        && VPN.contains(Long.toString(call.network))
        && PROVIDERS.contains(call.provider);
  }

  private static boolean byPrincipal(TutorialCall call) {
    return !call.arn.isEmpty()
        && !call.arn.contains("AWSServiceRoleForConfig")
        && !call.type.equals("AWSService");
  }

  static boolean discovery(TutorialCall call) {
    return fromVpn(call) && byPrincipal(call) && DISCOVERY.contains(undated(call.action));
  }

  static boolean byService(TutorialCall call) {
    return fromVpn(call)
        && call.type.equals("AWSService")
        && DISCOVERY.contains(undated(call.action));
  }

  static boolean step(TutorialCall call, int number) {
    return fromVpn(call) && byPrincipal(call) && CHAIN.get(number).contains(undated(call.action));
  }

  static boolean cliRead(TutorialCall call) {
    return BURST_PROVIDERS.contains(call.provider)
        && READS.stream().anyMatch(call.action::startsWith)
        && call.agent.contains("aws-cli/")
        && byPrincipal(call);
  }

  static boolean describesInstances(TutorialCall call) {
    return call.provider.equals("ec2.amazonaws.com")
        && call.action.equals("DescribeInstances")
        && !call.arn.isEmpty();
  }

  static boolean impact(TutorialCall call) {
    return IMPACT.contains(call.action) && !call.arn.isEmpty();
  }

  static boolean named(TutorialCall call) {
    return call.success && !call.user.isEmpty() && call.organization != null;
  }

  static boolean trusted(TutorialCall call) {
    return call.organization.startsWith("Amazon")
        || TRUSTED_NAMES.contains(call.organization)
        || TRUSTED_NUMBERS.contains(Long.toString(call.network));
  }

  static boolean sensitive(TutorialCall call) {
    return SENSITIVE.contains(call.action);
  }

  /** Lambda writes ListFunctions20150331. */
  private static String undated(String action) {
    return action.startsWith("ListFunctions2") ? "ListFunctions" : action;
  }

  /** A step of the chain, as SQL has it. */
  static String stepInSql(int number) {
    String actions = quoted(CHAIN.get(number));
    return CHAIN.get(number).contains("ListFunctions")
        ? "(action IN (" + actions + ") OR action LIKE 'ListFunctions2%')"
        : "action IN (" + actions + ")";
  }

  /** A list of numbers, as SQL has it. */
  static String numbers(String name) {
    return String.join(", ", list(name));
  }

  /** A list of texts, as SQL has it. */
  static String texts(String name) {
    return quoted(list(name));
  }

  private static String quoted(Set<String> texts) {
    return texts.stream()
        .map(text -> "'" + text.replace("'", "''") + "'")
        .collect(Collectors.joining(", "));
  }

  private static Set<String> list(String name) {
    try (InputStream in = Conditions.class.getResourceAsStream("/rules/lists/" + name + ".txt");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .map(line -> line.replaceFirst("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
