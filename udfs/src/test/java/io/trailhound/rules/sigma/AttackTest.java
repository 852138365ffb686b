package io.trailhound.rules.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.rules.RuleInfo.Threat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

class AttackTest {
  private static final String BUNDLE = "trailhound.attack";
  private static final Path TABLE =
      Path.of("src/main/resources/io/trailhound/rules/sigma/attack.tsv");

  @Test
  void itKnowsWhatIsThereAndWhatWasTakenOut() {
    assertThat(Attack.release()).matches("\\d+\\.\\d+");
    assertThat(Attack.find("T1078.004"))
        .isEqualTo(new Attack.Entry("T1078.004", "Cloud Accounts", null));
    assertThat(Attack.find("T1089").instead()).as("by way of T1562.001").isEqualTo("T1685");
    assertThat(Attack.find("T1064").instead()).isEqualTo("-");
    assertThat(Attack.find("T9999")).isNull();
    assertThat(Attack.below("T1685")).hasSize(6);
    assertThat(Attack.below("T1562")).isEmpty();
  }

  @Test
  void whatTookAPlaceIsThere() throws IOException {
    for (String line : Files.readAllLines(TABLE)) {
      String[] columns = line.split("\t", -1);
      if (columns.length > 2 && !columns[2].equals("-")) {
        assertThat(Attack.find(columns[2])).as(line).isNotNull();
        assertThat(Attack.find(columns[2]).instead()).as(line).isNull();
      }
    }
  }

  /** MITRE's own count of release 19.1. */
  @Test
  void noneIsMissing() throws IOException {
    List<String> there =
        Files.readAllLines(TABLE).stream()
            .filter(line -> line.startsWith("T") && line.split("\t", -1).length == 2)
            .toList();
    assertThat(there).filteredOn(line -> line.startsWith("TA")).hasSize(15);
    assertThat(there).filteredOn(line -> line.matches("T\\d{4}\t.*")).hasSize(222);
    assertThat(there).filteredOn(line -> line.matches("T\\d{4}\\.\\d{3}\t.*")).hasSize(475);
  }

  @Test
  void tacticsGoByTheirNamesOfBothAges() {
    assertThat(Threats.of(List.of("attack.defense-evasion", "attack.stealth", "attack.ta0005")))
        .containsExactly(
            new Threat("tactic", "TA0005", "Defense Evasion"),
            new Threat("tactic", "TA0005", "Stealth"));
    assertThat(Threats.of(List.of("attack.t1562.008")))
        .containsExactly(new Threat("subtechnique", "T1562.008", "Disable or Modify Cloud Logs"));
  }

  @Test
  @EnabledIfSystemProperty(named = BUNDLE, matches = ".+")
  void writeIt() throws IOException {
    Files.writeString(TABLE, AttackWriter.write(Path.of(System.getProperty(BUNDLE))));
  }
}
