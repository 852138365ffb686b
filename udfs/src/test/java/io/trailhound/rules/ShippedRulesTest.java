package io.trailhound.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ShippedRulesTest {
  static final Path SHIPPED = Path.of("../job/src/main/resources/rules");

  @Test
  void theEightRulesLoad() {
    RuleBook book = RuleBook.load(RuleFiles.folder(SHIPPED));

    assertThat(book.rules().stream().filter(rule -> book.alerts(rule.name())))
        .extracting(Rule::name)
        .containsExactly(
            "aws_cli_discovery_burst",
            "aws_discovery_attack_chain",
            "aws_multi_region_describe_instances",
            "aws_rare_source_as_organization",
            "aws_vpn_asn_discovery_call",
            "aws_vpn_asn_first_seen",
            "aws_vpn_asn_service_principal",
            "aws_vpn_discovery_then_impact");
    assertThat(book.extraFields().paths()).isEmpty();
    assertThat(book.needsAsn()).isTrue();
  }
}
