package io.trailhound.rules.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.rules.Lookup;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.RuleInfo;
import io.trailhound.rules.RuleInfo.Threat;
import io.trailhound.rules.Threshold;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files in the job's resources are what docs/contract.md section 1 asks for. */
class ShippedRulesTest {
  private static final Path FOLDER = Path.of("../job/src/main/resources/rules");
  private static final RuleBook BOOK = RuleLoader.load(RuleFiles.folder(FOLDER));

  @Test
  void eightRulesAlert() {
    assertThat(BOOK.rules().stream().map(Rule::name).filter(BOOK::alerts))
        .containsExactlyInAnyOrder(
            "aws_vpn_asn_discovery_call",
            "aws_vpn_asn_service_principal",
            "aws_vpn_asn_first_seen",
            "aws_cli_discovery_burst",
            "aws_multi_region_describe_instances",
            "aws_rare_source_as_organization",
            "aws_discovery_attack_chain",
            "aws_vpn_discovery_then_impact");
    assertThat(BOOK.lookups()).containsExactly(Lookup.ASN);
    assertThat(BOOK.extraFields().slots()).as("nothing but the named fields is read").isZero();
  }

  @Test
  void theIndexNamesEveryFile() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      List<String> names =
          files
              .filter(Files::isRegularFile)
              .map(file -> FOLDER.relativize(file).toString().replace('\\', '/'))
              .filter(name -> !name.equals("index.txt"))
              .toList();
      assertThat(Files.readAllLines(FOLDER.resolve("index.txt")))
          .containsExactlyInAnyOrderElementsOf(names);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "aws_vpn_asn_discovery_call, match, medium, 47, TA0007 T1526 T1580",
    "aws_vpn_asn_service_principal, match, medium, 47, TA0007 T1526",
    "aws_vpn_asn_first_seen, new_terms, medium, 47, TA0007 T1526 T1580",
    "aws_cli_discovery_burst, value_count, low, 21, TA0007 T1580",
    "aws_multi_region_describe_instances, value_count, low, 21, TA0007 T1580",
    "aws_rare_source_as_organization, rare_ratio, high, 73, TA0001 T1078.004",
    "aws_discovery_attack_chain, temporal_ordered, high, 73, TA0007 T1526 T1580",
    "aws_vpn_discovery_then_impact, temporal, high, 73, TA0007 T1580 TA0001 T1078.004"
  })
  void kindLevelAndThreats(String name, String kind, String level, int risk, String threats) {
    RuleInfo info = BOOK.find(name).orElseThrow().info();
    assertThat(info.kind()).isEqualTo(kind);
    assertThat(info.level()).isEqualTo(level);
    assertThat(info.risk()).isEqualTo(risk);
    assertThat(info.threats()).extracting(Threat::id).containsExactly(threats.split(" "));
    assertThat(info.threats()).extracting(Threat::name).doesNotContainNull();
    assertThat(info.id()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    assertThat(List.of(info.title(), info.description(), info.author(), info.guide()))
        .noneMatch(String::isBlank);
    assertThat(info.references()).isNotEmpty();
    assertThat(info.falsePositives()).isNotEmpty();
  }

  @Test
  void thresholdsAreTheContracts() {
    Rule.NewTerms terms = rule("aws_vpn_asn_first_seen", Rule.NewTerms.class);
    assertThat(terms.life()).isEqualTo(Duration.ofDays(10));
    Rule.ValueCount burst = rule("aws_cli_discovery_burst", Rule.ValueCount.class);
    assertThat(burst.timespan()).isEqualTo(Duration.ofSeconds(10));
    assertThat(burst.threshold()).isEqualTo(Threshold.atLeast(6));
    assertThat(burst.sliding()).isFalse();
    Rule.ValueCount regions = rule("aws_multi_region_describe_instances", Rule.ValueCount.class);
    assertThat(regions.timespan()).isEqualTo(Duration.ofSeconds(30));
    assertThat(regions.threshold()).isEqualTo(Threshold.atLeast(10));
    Rule.RareRatio rare = rule("aws_rare_source_as_organization", Rule.RareRatio.class);
    assertThat(rare.span()).isEqualTo(Duration.ofDays(7));
    assertThat(rare.every()).isEqualTo(Duration.ofHours(1));
    assertThat(rare.minTrusted()).isEqualTo(100);
    assertThat(rare.minUncommon()).isEqualTo(1);
    assertThat(rare.maxRatio()).isEqualTo(0.01);
    assertThat(rare.maxOrganizations()).isEqualTo(5);
    assertThat(rare.minSensitive()).isEqualTo(2);
    Rule.Sequence chain = rule("aws_discovery_attack_chain", Rule.Sequence.class);
    assertThat(chain.ordered()).isTrue();
    assertThat(chain.steps()).hasSize(6);
    Rule.Sequence impact = rule("aws_vpn_discovery_then_impact", Rule.Sequence.class);
    assertThat(impact.ordered()).isFalse();
    assertThat(impact.steps()).containsExactly("aws_vpn_asn_first_seen", "aws_impact_call");
    assertThat(List.of(chain.timespan(), impact.timespan())).containsOnly(Duration.ofMinutes(30));
    assertThat(List.of(terms.groupBy(), burst.groupBy(), regions.groupBy(), chain.groupBy()))
        .allMatch(group -> group.size() == 1)
        .allMatch(group -> group.get(0).name().equals("aws.cloudtrail.user_identity.arn"));
  }

  private static <R extends Rule> R rule(String name, Class<R> kind) {
    return kind.cast(BOOK.find(name).orElseThrow());
  }
}
