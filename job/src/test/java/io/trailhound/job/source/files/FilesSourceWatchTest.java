package io.trailhound.job.source.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.job.Cuts;
import io.trailhound.job.RunningJob;
import io.trailhound.job.config.FilesConfig;
import io.trailhound.job.sink.FileSinks;
import io.trailhound.job.source.listing.StartTimeTest;
import io.trailhound.model.DeadLetter;
import io.trailhound.model.Decoded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that come into a local folder one after the other, with more readers than files. */
class FilesSourceWatchTest {
  private static final Duration LATENESS = Duration.ofMinutes(15);
  private static final String LATE = "late";

  @TempDir Path folder;

  @Test
  void theWatermarkGoesByWhatAnyReaderHasReadAndStandsWhenNothingComes() throws Exception {
    try (RunningJob job = start(4, null)) {
      write("a", "00:00:00");
      awaitLines(job, "in time 00:00:00");
      write("b", "00:20:00");
      awaitLines(job, "in time 00:00:00", "in time 00:20:00", "passed 00:00:00");
      write("c", "00:40:00");
      awaitLines(
          job,
          "in time 00:00:00",
          "in time 00:20:00",
          "passed 00:00:00",
          "in time 00:40:00",
          "passed 00:20:00");
      job.stop(folder.resolve("savepoints"), false);
    }
  }

  @Test
  void anEventIsLateBehindFilesOfEarlierLooksOnly() throws Exception {
    try (RunningJob job = start(4, null)) {
      write("a", "00:20:00");
      awaitLines(job, "in time 00:20:00");
      write("b", "00:06:00");
      awaitLines(job, "in time 00:20:00", "in time 00:06:00");
      write("c", "00:04:00");
      awaitLines(job, "in time 00:20:00", "in time 00:06:00", "late 00:04:00");
      job.stop(folder.resolve("savepoints"), false);
    }
  }

  @Test
  void whatWasLateBeforeARestartIsLateAfterIt() throws Exception {
    String savepoint;
    try (RunningJob job = start(4, null)) {
      write("a", "00:20:00");
      awaitLines(job, "in time 00:20:00");
      savepoint = job.stop(folder.resolve("savepoints"), false);
    }
    write("b", "00:04:00");
    try (RunningJob job = start(2, savepoint)) {
      awaitLines(job, "in time 00:20:00", "late 00:04:00");
      write("c", "00:06:00");
      awaitLines(job, "in time 00:20:00", "late 00:04:00", "in time 00:06:00");
      job.stop(folder.resolve("savepoints"), false);
    }
  }

  private void write(String name, String time) throws IOException {
    String event = StartTimeTest.event("2026-09-01T" + time + "Z");
    Cuts.write(folder.resolve("in").resolve(name + ".ndjson"), List.of(event));
  }

  /** These and no others; the timer of the last event never comes. */
  private void awaitLines(RunningJob job, String... lines) {
    List<String> expected = Stream.of(lines).sorted().toList();
    List<String> out =
        job.await(
            "lines", this::out, seen -> seen.equals(expected) || seen.size() > expected.size());
    assertThat(out).isEqualTo(expected);
  }

  /** Sorted: several tasks write. */
  private List<String> out() throws IOException {
    Path out = folder.resolve("out");
    return !Files.exists(out)
        ? List.of()
        : Files.readAllLines(out).stream()
            .map(line -> line.replaceAll(".*\"reason\":\"(.*?)\".*", "$1"))
            .sorted()
            .toList();
  }

  private RunningJob start(int parallelism, String savepoint) throws Exception {
    Files.createDirectories(folder.resolve("in"));
    return RunningJob.start(new Configuration(), parallelism, savepoint, this::draw);
  }

  private void draw(StreamExecutionEnvironment env) {
    FilesConfig config = Watching.of(Duration.ofMillis(100), folder.resolve("in").toString());
    env.fromSource(
            new FilesSource(config, StartTimeTest.DECODER, LATENESS),
            FilesSource.watermarks(LATENESS),
            "cloudtrail")
        .uid("source")
        .process(new Judge())
        .uid("judge")
        .keyBy(line -> 0)
        .process(new Passed())
        .uid("passed")
        .sinkTo(FileSinks.deadLetters(folder.resolve("out").toString()))
        .setParallelism(1)
        .uid("sink");
  }

  /** Looks where MatchRules decides what is late. */
  private static final class Judge extends ProcessFunction<Decoded, DeadLetter> {
    private static final long serialVersionUID = 1L;

    @Override
    public void processElement(
        Decoded record,
        ProcessFunction<Decoded, DeadLetter>.Context context,
        Collector<DeadLetter> out) {
      boolean late = context.timestamp() <= context.timerService().currentWatermark();
      out.collect(line(late ? LATE : "in time", context.timestamp()));
    }
  }

  /** Every line in and out again, and another when the watermark passes its time. */
  private static final class Passed extends KeyedProcessFunction<Integer, DeadLetter, DeadLetter> {
    private static final long serialVersionUID = 1L;

    @Override
    public void processElement(
        DeadLetter line,
        KeyedProcessFunction<Integer, DeadLetter, DeadLetter>.Context context,
        Collector<DeadLetter> out) {
      out.collect(line);
      if (!line.reason().startsWith(LATE)) {
        context.timerService().registerEventTimeTimer(context.timestamp());
      }
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<DeadLetter> out) {
      out.collect(line("passed", time));
    }
  }

  private static DeadLetter line(String what, long time) {
    String text = what + " " + Instant.ofEpochMilli(time).toString().substring(11, 19);
    return new DeadLetter(text, "", "", new byte[0]);
  }
}
