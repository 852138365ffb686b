package io.trailhound.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.decode.CloudTrailDecoder;
import io.trailhound.job.config.Arguments;
import io.trailhound.job.config.FilesConfig;
import io.trailhound.job.config.JobConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An archive that a warm start has nothing from. */
class ColdStartTest {
  private static final String METRIC =
      "flink_jobmanager_job_operator_coordinator_enumerator_trailhound_coldStarts";

  private static final List<String> RECORDS =
      Vectors.events().stream().sorted(Comparator.comparing(Cuts::time)).limit(100).toList();
  private static final CloudTrailDecoder DECODER =
      TrailhoundJob.decoder(
          JobConfig.of(Arguments.parse("--input=unused", "--asn-db=none")), JobRun.RULES);

  @TempDir private Path folder;

  @Test
  void anArchiveWithoutAnEventIsTold() throws Exception {
    assertCold(archive("garbage", List.of("{", "[]")), Optional.empty());
  }

  @Test
  void anArchiveWithoutAnEventOfBeforeTheTopicsBeginIsTold() throws Exception {
    assertCold(archive("later", RECORDS), Optional.of(Cuts.time(RECORDS.get(0))));
  }

  @Test
  void oneEventOfBeforeIsEnough() throws Exception {
    Path archive = archive("warm", RECORDS);
    Instant second = Cuts.time(RECORDS.get(0)).plusSeconds(1);
    try (RunningJob job = beside(archive, Optional.of(second))) {
      job.awaitArchivesEnd();
      assertThat(Scrape.sumOf(job, METRIC)).isZero();
    }
  }

  private void assertCold(Path archive, Optional<Instant> seam) throws Exception {
    try (RunningJob job = beside(archive, seam)) {
      double told = job.await("the metric", () -> Scrape.sumOf(job, METRIC), it -> it > 0);
      assertThat(told).isEqualTo(1);
    }
  }

  /** Two files: what counts is what all readers had. */
  private Path archive(String name, List<String> lines) throws Exception {
    Path archive = Files.createDirectory(folder.resolve(name));
    Files.write(archive.resolve("a.ndjson"), lines);
    Files.write(archive.resolve("b.ndjson"), lines.subList(0, 1));
    return archive;
  }

  /** Beside an input that stays open. */
  private static RunningJob beside(Path archive, Optional<Instant> seam) throws Exception {
    return RunningJob.start(
        JobRun.settings("hashmap"),
        2,
        null,
        env ->
            Archive.before(
                    TestSources.open(RECORDS).in(env),
                    seam,
                    FilesConfig.of(archive.toString()),
                    DECODER,
                    JobRun.LATENESS)
                .sinkTo(new DiscardingSink<>())
                .uid("nowhere"));
  }
}
