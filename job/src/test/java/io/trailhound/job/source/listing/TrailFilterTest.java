package io.trailhound.job.source.listing;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.job.config.TrailSelection;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrailFilterTest {
  private static final String REGION =
      "s3p://bucket/prefix/AWSLogs/o-abc123/111122223333/CloudTrail/eu-west-1";
  private static final TrailFilter ALL = new TrailFilter(TrailSelection.ALL, null);

  private static final TrailFilter SOME =
      new TrailFilter(
          new TrailSelection(
              Set.of("111122223333"),
              Set.of("eu-west-1", "us-east-1"),
              Instant.parse("2026-08-31T00:00:00Z"),
              Instant.parse("2026-09-02T12:00:00Z")),
          null);

  private static final TrailFilter BEFORE =
      new TrailFilter(TrailSelection.ALL, Instant.parse("2026-09-02T00:00:00Z"));

  @Test
  void leavesOutWhatOtherServicesWriteBesideTheLogs() {
    assertThat(ALL.wantsFolder("AWSLogs/111122223333/CloudTrail")).isTrue();
    assertThat(ALL.wantsFolder("AWSLogs/111122223333/CloudTrail-Digest")).isFalse();
    assertThat(ALL.wantsFolder("AWSLogs/111122223333/CloudTrail-Insight")).isFalse();
    assertThat(ALL.wantsFolder("AWSLogs/111122223333/CloudTrail-NetworkActivity")).isFalse();
    assertThat(ALL.wantsFolder("AWSLogs/111122223333/vpcflowlogs")).isFalse();
    assertThat(ALL.wantsFolder("logs/111122223333/vpcflowlogs")).isTrue();
  }

  @Test
  void looksIntoFoldersOfTheWantedAccountsRegionsAndDaysOnly() {
    for (String wanted : new String[] {"", "/2026", "/2026/08", "/2026/08/31", "/2026/09/02"}) {
      assertThat(SOME.wantsFolder(REGION + wanted)).as(wanted).isTrue();
    }
    for (String unwanted : new String[] {"/2025", "/2026/07", "/2026/08/30", "/2026/09/03"}) {
      assertThat(SOME.wantsFolder(REGION + unwanted)).as(unwanted).isFalse();
    }
    assertThat(SOME.wantsFolder(REGION.replace("eu-west-1", "eu-west-2"))).isFalse();
    assertThat(SOME.wantsFolder("s3p://bucket/AWSLogs/111122223334")).isFalse();
    assertThat(SOME.wantsFolder("s3p://bucket/AWSLogs")).isTrue();
    assertThat(SOME.wantsFolder("s3p://bucket/AWSLogs/o-abc123")).isTrue();
    assertThat(SOME.wantsFolder("s3p://bucket/elsewhere/2025")).isTrue();
  }

  @Test
  void readsFilesByTheirNames() {
    String file = "111122223333_CloudTrail_eu-west-1_20260902T1200Z_x.json.gz";
    assertThat(SOME.wantsFile(file)).isTrue();
    assertThat(SOME.wantsFile(file.replace("T1200Z", "T1201Z"))).isFalse();
    assertThat(SOME.wantsFile(file.replace("0902T", "0831T"))).isTrue();
    assertThat(SOME.wantsFile(file.replace("0902T", "0830T"))).isFalse();
    assertThat(SOME.wantsFile(file.replace("eu-west-1", "eu-west-2"))).isFalse();
    assertThat(SOME.wantsFile(file.replace("3333_", "3334_"))).isFalse();
  }

  @Test
  void aFileOfAnyFolderIsJudgedAsIfItWereComeUponFromTheTop() {
    String name = "111122223333_CloudTrail_eu-west-1_20260901T1200Z_x.json.gz";
    assertThat(wants(REGION + "/2026/09/01/" + name)).isTrue();
    assertThat(wants(REGION + "/2026/09/01/" + name.replace("eu-west-1", "eu-west-2"))).isFalse();
    assertThat(wants(REGION + "/2026/09/03/" + name)).isFalse();
    assertThat(wants(REGION.replace("3333", "3334") + "/2026/09/01/" + name)).isFalse();
    String account = "s3p://bucket/AWSLogs/111122223333/";
    assertThat(wants(account + "CloudTrail-Digest/eu-west-1/2026/09/01/" + name)).isFalse();
    assertThat(wants(account + "Config/eu-west-1/2026/9/1/ConfigSnapshot/" + name)).isFalse();
    assertThat(wants("s3p://bucket/copies/" + name)).isTrue();
    assertThat(wants("s3p://bucket/copies/_temporary/" + name)).isFalse();
    assertThat(wants("s3p://bucket/" + name)).isTrue();
    assertThat(ALL.wants(new InputFile("s3p://bucket/events.ndjson", 1))).isTrue();
    assertThat(ALL.wants(new InputFile("s3p://bucket/.events.ndjson", 1))).isFalse();
  }

  private static boolean wants(String path) {
    return SOME.wants(new InputFile(path, 1));
  }

  @Test
  void leavesOutOtherNamesOnlyWhereSomethingIsSelected() {
    assertThat(ALL.wantsFile("events.ndjson")).isTrue();
    assertThat(SOME.wantsFile("events.ndjson")).isFalse();
  }

  @Test
  void leavesOutWhatWasDeliveredTooLateToHoldAnythingOfBefore() {
    for (String wanted : new String[] {"", "/2026", "/2026/09", "/2026/09/01", "/2026/09/02"}) {
      assertThat(BEFORE.wantsFolder(REGION + wanted)).as(wanted).isTrue();
    }
    for (String behind : new String[] {"/2026/09/03", "/2026/10", "/2027"}) {
      assertThat(BEFORE.wantsFolder(REGION + behind)).as(behind).isFalse();
    }
    String file = "111122223333_CloudTrail_eu-west-1_20260902T0014Z_x.json.gz";
    assertThat(BEFORE.wantsFile(file)).isTrue();
    assertThat(BEFORE.wantsFile(file.replace("T0014Z", "T0015Z"))).isFalse();
    assertThat(BEFORE.wantsFile("events.ndjson")).isTrue();
  }
}
