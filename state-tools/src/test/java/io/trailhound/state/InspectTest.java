package io.trailhound.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.core.execution.SavepointFormatType;
import org.junit.jupiter.api.Test;

/** How what is known reads. */
class InspectTest {
  private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z");

  @Test
  void eachPartIsInOrderOfTime() throws Exception {
    String savepoint =
        VectorsJob.stoppedAt(VectorsJob.HALF, "rocksdb", SavepointFormatType.CANONICAL).savepoint();
    List<String> times = new ArrayList<>();
    int parts = 0;
    for (String line : Ran.of("inspect", savepoint).out().lines().toList()) {
      if (line.startsWith("  ")) {
        Matcher first = TIME.matcher(line);
        assertThat(first.find()).as(line).isTrue();
        times.add(first.group());
      } else {
        assertThat(times).isSorted();
        times.clear();
        parts++;
      }
    }
    assertThat(times).isSorted();
    assertThat(parts).isGreaterThan(2);
  }

  /** Nothing at all looks like a command that didn't work. */
  @Test
  void saysThatNothingIsKnownOfAPrincipal() throws Exception {
    String savepoint =
        VectorsJob.stoppedAt(VectorsJob.HALF, "rocksdb", SavepointFormatType.CANONICAL).savepoint();

    Ran nobody =
        Ran.of("inspect", savepoint, "--principal=nobody", "--rule=aws_vpn_asn_first_seen");

    assertThat(nobody.out()).isEmpty();
    assertThat(nobody.err()).endsWith("Nothing is known of nobody by aws_vpn_asn_first_seen.\n");
    assertThat(Ran.of("inspect", savepoint).err()).doesNotContain("Nothing is known");
  }
}
