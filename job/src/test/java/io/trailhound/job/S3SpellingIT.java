package io.trailhound.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trailhound.enrich.LookupFiles;
import io.trailhound.enrich.Lookups;
import io.trailhound.job.config.FilesConfig;
import io.trailhound.job.sink.FileSinks;
import io.trailhound.job.source.files.Watching;
import io.trailhound.job.source.listing.InputException;
import io.trailhound.job.source.listing.InputFile;
import io.trailhound.job.source.listing.InputFiles;
import io.trailhound.job.source.sqs.NotificationBodies;
import io.trailhound.local.S3;
import io.trailhound.model.DeadLetter;
import io.trailhound.model.Decoded;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real S3 server's bucket where Flink's hadoop plugin is the only one, by any spelling. */
@ExtendWith(WithServers.class)
class S3SpellingIT {
  private static final String EVENT = Vectors.recordOf(Instant.parse("2026-09-01T00:00:00Z"));

  private static Servers servers;
  private static S3 s3;
  private static Bucket bucket;

  @TempDir Path folder;

  @BeforeAll
  static void aBucket(Servers all) throws IOException {
    servers = all;
    s3 = servers.s3();
    bucket = Bucket.create(s3, "spelled");
    bucket.put("asn.mmdb", Files.readAllBytes(Vectors.ASN_DB));
    bucket.put("in/a.txt", "beside");
    bucket.put("in/b c+d#e%20f", "beside");
    bucket.put("in/2026-09-01T10:00:00Z/x", "beside");
    var unused = servers.trail();
  }

  @BeforeEach
  void withTheOtherPlugin() throws IOException {
    HadoopS3.connect(s3);
  }

  @AfterEach
  void withTheUsualPlugin() {
    Bucket.connect(s3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3://", "s3a://", "s3p://"})
  void everyKeyIsReadByAnySpelling(String scheme) throws Exception {
    String uri = scheme + bucket.name() + "/";
    assertThat(contents(uri + "in/"))
        .containsExactlyInAnyOrder(
            uri + "in/a.txt beside",
            uri + "in/b c+d#e%20f beside",
            uri + "in/2026-09-01T10:00:00Z/x beside");
    Lookups.check(LookupFiles.ofAsn(Optional.of(uri + "asn.mmdb")));
    assertThatThrownBy(() -> contents(uri + "no/such/folder/"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("'" + uri + "no/such/folder/' does not exist");
    assertThatThrownBy(() -> contents(scheme + "no-such-bucket/"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("'" + scheme + "no-such-bucket/'");
  }

  private static List<String> contents(String input) throws IOException {
    List<String> all = new ArrayList<>();
    for (InputFile file : new InputFiles(FilesConfig.of(input)).find(Integer.MAX_VALUE)) {
      try (InputStream in = file.open()) {
        all.add(file.path() + " " + new String(in.readAllBytes(), UTF_8));
      }
    }
    return all;
  }

  @Test
  void oneObjectIsReadOnceByTwoSpellings() throws Exception {
    FilesConfig twice = FilesConfig.of("s3a://spelled/in/", "s3p://spelled/in/");
    assertThat(new InputFiles(twice).find(Integer.MAX_VALUE)).hasSize(3);
  }

  @Test
  void aQueueTellsOfObjectsThatAreReadByThePluginThatIsThere() throws Exception {
    TrailRecords trail = new TrailRecords(folder);
    List<String> some = trail.portions().get(0).subList(0, 3);
    NotificationQueue queue = NotificationQueue.create(servers.sqs(), "spelled", 60, 100);
    assertThat(SqsCheck.require(Watching.told(queue.url()), true)).isTrue();
    queue.send(NotificationBodies.inAllForms("trail", some));
    try (RunningJob job =
        trail.start(Watching.told(queue.url()), 1, null, TrailRecords.restarting())) {
      trail.awaitPositions(job, trail.count(some));
      job.await("an empty queue", queue::messages, count -> count == 0);
      job.stop(folder.resolve("savepoints"), false);
    }
  }

  @Test
  void whatTheStoreRefusesIsToldApartAsWithTheUsualPlugin() throws Exception {
    Predicate<String> ofA = request -> request.startsWith("GET /spelled/refused/a");
    Predicate<String> ofAny = request -> request.startsWith("GET /spelled/refused/");
    bucket.put("refused/a.ndjson", EVENT);
    bucket.put("refused/b.ndjson", EVENT);
    try (S3Gateway gateway = new S3Gateway(s3)) {
      HadoopS3.connect(gateway);
      gateway.refuse(ofA, 403, "AccessDenied", "kms:Decrypt is not allowed");
      assertThat(letters())
          .containsExactly(
              "unreadable s3a://spelled/refused/a.ndjson:0 The file cannot be read: kms:Decrypt is"
                  + " not allowed (AccessDenied, 403)");
      gateway.refuse(ofAny, 403, "InvalidObjectState", "In Glacier");
      assertThat(letters()).hasSize(2).allMatch(letter -> letter.startsWith("unreadable"));
      gateway.refuse(ofAny, 400, "ExpiredToken", "The provided token has expired.");
      assertThatThrownBy(S3SpellingIT::letters).rootCause().hasMessageContaining("ExpiredToken");
    }
  }

  private static List<String> letters() throws Exception {
    Configuration settings = new Configuration();
    settings.setString("restart-strategy.type", "none");
    StreamExecutionEnvironment env = SharedFlink.environment(1, settings);
    FilesConfig files = FilesConfig.of("s3a://spelled/refused/");
    return TestSources.files(files).in(env).executeAndCollect(10).stream()
        .map(Decoded::deadLetter)
        .filter(Objects::nonNull)
        .map(letter -> String.join(" ", letter.reason(), letter.source(), letter.detail()))
        .toList();
  }

  @Test
  void outputMayBeAFolderThere() throws Exception {
    DeadLetter letter = new DeadLetter("reason", "detail", "source", new byte[] {'x'});
    StreamExecutionEnvironment env = SharedFlink.environment(1, new Configuration());
    env.fromData(letter, letter).sinkTo(FileSinks.deadLetters("s3://spelled/out/"));
    env.execute();

    try (Stream<Path> parts = Files.walk(s3.buckets().resolve("spelled/out"))) {
      List<String> lines = new ArrayList<>();
      for (Path part : parts.filter(Files::isRegularFile).toList()) {
        lines.addAll(Files.readAllLines(part));
      }
      assertThat(lines).hasSize(2);
    }
  }
}
