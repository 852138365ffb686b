package io.trailhound.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return BenchMain.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }

  @Test
  void helpNamesWhatCanBeMeasured() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString())
        .contains("trailhound bench", "--events=N", "--profile")
        .contains("thread, job, rules, skew, principals, all-on, state,");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--events 1999       | --events is 1999. Right would be: 2000 or more.",
        "--rounds 0          | --rounds is 0. Right would be: 1 or more.",
        "--warm-up -1        | --warm-up is -1. Right would be: 0 or more.",
        "--principals 0      | --principals is 0. Right would be: 1 or more.",
        "--evnts 5           | '--evnts' is not understood. Did you mean '--events'?",
        "--only thread,jobs  | Invalid value for option '--only' (WHAT): 'jobs' can't be measured. Right would be: one of thread, job",
        "--json no/where.json | 'no/where.json' is in no folder that is there."
      })
  void aMistakeIsOneMessageAndExitCodeTwo(String arguments, String message) {
    assertThat(run(arguments.strip().split(" "))).isEqualTo(2);
    assertThat(err.toString()).startsWith("trailhound: " + message).hasLineCount(1);
  }

  @Test
  void aSmallRunWritesTableJsonAndChart(@TempDir Path folder) throws Exception {
    Path json = folder.resolve("bench.json");
    Path chart = folder.resolve("bench.svg");

    int exitCode =
        run(
            "--events=2000",
            "--principals=50",
            "--rounds=1",
            "--warm-up=0",
            "--only=thread,job,skew",
            "--json=" + json,
            "--chart=" + chart);

    assertThat(err.toString()).doesNotContain("trailhound:");
    assertThat(exitCode).isZero();
    assertThat(out.toString())
        .contains(
            "2,000 events of", "whole job, RocksDB, parallelism 2", "bytes across the shuffle");
    JsonNode results = new ObjectMapper().readTree(json.toFile());
    assertThat(results.get("rows").findValuesAsText("key"))
        .containsExactly(
            "parse",
            "bytes",
            "decode",
            "match",
            "heap",
            "rocksdb",
            "heap-2",
            "rocksdb-2",
            "uniform",
            "skew");
    assertThat(results.at("/machine/cores").asInt()).isPositive();
    assertThat(Files.readString(chart)).startsWith("<svg").contains("whole job, heap");
  }

  @Test
  void eachAttackIsFoundWithAllOnToo() {
    int exitCode =
        run("--events=2000", "--principals=50", "--rounds=1", "--warm-up=0", "--only=all-on");

    assertThat(err.toString()).doesNotContain("trailhound:", "dead letter:");
    assertThat(exitCode).isZero();
    assertThat(out.toString()).contains("run, alerts to a file, heap", "suppress to OCSF all on");
  }

  @Test
  void eachAttackIsFoundAmongManyRulesToo() {
    int exitCode =
        run("--events=2000", "--principals=50", "--rounds=1", "--warm-up=0", "--only=rules");

    assertThat(err.toString()).doesNotContain("trailhound:");
    assertThat(exitCode).isZero();
    assertThat(out.toString()).contains("whole job, 800 rules, heap");
  }
}
