package io.trailhound.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Activity;
import io.trailhound.model.Alert;
import io.trailhound.model.LookedUp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.streaming.api.operators.StreamMap;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("try") // the harness closes itself with a broad exception
class DescribeWhereTest {
  @TempDir Path folder;

  @Test
  void saysWhereTheEventWasAndOfWhichKindAllAddressesAre() throws Exception {
    Path accounts =
        Files.writeString(folder.resolve("a.csv"), "account_id,name\n111122223333,prod\n");
    Path places =
        Files.write(
            folder.resolve("p.mmdb"),
            new MmdbFile("P")
                .add("198.18.0.0/24", Map.of("country", "SE", "is_vpn", true))
                .add("198.18.1.0/24", Map.of("country", "DE", "is_anonymous", true))
                .bytes());
    LookupFiles files =
        new LookupFiles(
            List.of(), List.of(accounts.toString()), List.of(places.toString()), List.of());
    Alert alert = alert();
    assertThat(described(files, alert).where)
        .hasSize(3)
        .hasEntrySatisfying(LookedUp.ACCOUNT_NAME, it -> assertThat(it).containsExactly("prod"))
        .hasEntrySatisfying(LookedUp.COUNTRY_CODE, it -> assertThat(it).containsExactly("SE"))
        .hasEntrySatisfying(
            LookedUp.TAGS, it -> assertThat(it).containsExactly("anonymous", "vpn"));
  }

  @Test
  void leavesAlertsAsTheyAreWithoutFiles() throws Exception {
    assertThat(described(LookupFiles.ofAsn(Optional.empty()), alert()).where).isNull();
    Alert bare = new Alert();
    assertThat(described(LookupFiles.ofAsn(Optional.empty()), bare).where).isNull();
  }

  private static Alert alert() {
    Alert alert = new Alert();
    alert.activity = new Activity();
    alert.activity.accountId = "111122223333";
    alert.activity.ip = "198.18.0.7";
    alert.ips = List.of("198.18.0.7", "198.18.1.7", "203.0.113.1");
    return alert;
  }

  private static Alert described(LookupFiles files, Alert alert) throws Exception {
    try (var harness =
        new OneInputStreamOperatorTestHarness<>(new StreamMap<>(new DescribeWhere(files)))) {
      harness.open();
      harness.processElement(new StreamRecord<>(alert));
      return harness.extractOutputValues().get(0);
    }
  }
}
