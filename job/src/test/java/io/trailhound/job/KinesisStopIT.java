package io.trailhound.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.job.config.Arguments;
import io.trailhound.job.config.JobConfig;
import io.trailhound.job.source.EveryAdvance;
import io.trailhound.job.source.HeldStop;
import io.trailhound.job.source.Overheard;
import io.trailhound.job.source.kinesis.KinesisSource;
import io.trailhound.job.source.listing.StartTimeTest;
import io.trailhound.local.Kinesis;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A job that is stopped before it has got the list of its stream's shards, from a real server. */
@ExtendWith(WithServers.class)
class KinesisStopIT {
  @TempDir private Path folder;

  @AfterEach
  void end() {
    Overheard.letLook();
  }

  @Test
  void aReaderThatWasStoppedIsNotSpokenToAndShardsFoundThenAreReadAfterARestart(Servers servers)
      throws Exception {
    Kinesis server = servers.kinesis();
    try (TrailStream stream = TrailStream.create(server, "stopped", 2)) {
      stream.send(List.of("a".getBytes(UTF_8), "b".getBytes(UTF_8)));
      HeldStop<?, ?> jobs = jobs(server, stream);
      HeldStop.Stopped stopped;
      Overheard.holdLooks();
      try (RunningJob job = jobs.start(null)) {
        stopped = jobs.stop(job, false, 1);
      }
      assertThat(stopped.said()).isEmpty();
      try (RunningJob job = jobs.start(stopped.savepoint())) {
        jobs.awaitRecords(job, 2);
        String unused = job.savepoint(jobs.savepoints());
        stream.split();
        stream.send(List.of("c".getBytes(UTF_8), "d".getBytes(UTF_8), "e".getBytes(UTF_8)));
        jobs.awaitRecords(job, 5);
      }
    }
  }

  private HeldStop<?, ?> jobs(Kinesis server, TrailStream stream) {
    JobConfig config =
        JobConfig.of(
            Arguments.parse(
                "--source=kinesis",
                "--kinesis-stream=" + stream.name(),
                "--kinesis-endpoint=" + server.url()));
    return new HeldStop<>(
        new Overheard<>(new KinesisSource(config.kinesis(), StartTimeTest.DECODER)),
        EveryAdvance.ofEvents(config.lateness(), config.kinesis().aligned()),
        folder);
  }
}
