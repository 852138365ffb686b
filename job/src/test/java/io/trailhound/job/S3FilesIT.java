package io.trailhound.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trailhound.enrich.LookupFiles;
import io.trailhound.enrich.Lookups;
import io.trailhound.job.config.Arguments;
import io.trailhound.job.config.ConfigException;
import io.trailhound.job.config.FilesConfig;
import io.trailhound.job.config.JobConfig;
import io.trailhound.job.config.TrailSelection;
import io.trailhound.job.sink.FileSinks;
import io.trailhound.job.source.listing.InputException;
import io.trailhound.job.source.listing.InputFile;
import io.trailhound.job.source.listing.InputFiles;
import io.trailhound.local.S3;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A trail in a real S3 server's bucket, through Flink's presto plugin. */
@ExtendWith(WithServers.class)
class S3FilesIT {
  private static S3 s3;
  private static Bucket trail;
  private static Set<String> keys;

  @BeforeAll
  static void aTrailInABucket(Servers servers) throws Exception {
    s3 = servers.s3();
    trail = servers.trail();
    keys = SixtyHours.files().keySet();
  }

  @Test
  void theAlertsAreThoseOfTheSameEventsInNoFile() throws Exception {
    JobRun run =
        JobRun.of(TestSources.files(FilesConfig.of(trail.uri())), 2, JobRun.settings("hashmap"));

    assertThat(run.late()).isEmpty();
    assertThat(run.deadLetters()).isEmpty();
    assertThat(run.documents()).isNotEmpty().isEqualTo(SixtyHours.documents());
  }

  @Test
  void onlyWhatIsSelectedIsRead() throws Exception {
    TrailSelection part =
        new TrailSelection(
            Set.of("111122223330"),
            Set.of("us-east-1", "eu-west-1"),
            Instant.parse("2026-09-05T00:00:00Z"),
            Instant.parse("2026-09-06T12:00:00Z"));
    List<String> expected =
        keys.stream()
            .filter(key -> key.matches(".*/111122223330_CloudTrail_(us-east-1|eu-west-1)_.*"))
            .filter(key -> key.matches(".*_2026090(5T|6T0|6T10|6T11|6T1200).*"))
            .toList();
    assertThat(expected).hasSizeGreaterThan(10);

    List<InputFile> found =
        new InputFiles(new FilesConfig(List.of(trail.uri()), null, part, null, null))
            .find(Integer.MAX_VALUE);

    assertThat(found.stream().map(file -> file.path().substring(trail.uri().length())))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "s3p://no-such-bucket/, 's3p://no-such-bucket/' does not exist",
    "s3p://trail/no/such/folder/, 's3p://trail/no/such/folder/' does not exist",
    "s3a://no-such-bucket/, 's3a://no-such-bucket/' does not exist",
    "s3x://trail/, 's3x://trail/' lies on a file system that is not loaded here"
  })
  void whatIsNotThereIsSaidAtTheStart(String input, String message) {
    assertThatThrownBy(() -> new InputFiles(FilesConfig.of(input)).find(1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("Right would be");
  }

  /** In one bucket each: the server that stands for S3 may not list all of them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "trail-2026-09-01T10:00:00Z.ndjson",
        "a\\b",
        "a%20b",
        "100%",
        "a#b",
        "a+b",
        "a b",
        "[a]",
        "*"
      })
  void aKeyIsReadWhateverItsCharacters(String name) throws Exception {
    Bucket odd = Bucket.create(s3, "odd" + Integer.toHexString(name.hashCode()));
    odd.put("beside", "beside");
    Path here = s3.buckets().resolve(odd.name());
    Path below = Files.createDirectory(here.resolve(name)).resolve(name);
    Files.copy(here.resolve("beside"), below, StandardCopyOption.COPY_ATTRIBUTES);

    List<String> expected = List.of("beside", name + "/" + name);
    assertThat(keys(odd, "")).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(keys(odd, "*")).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(keys(odd, "?*/?*")).containsExactly(name + "/" + name);
  }

  private static List<String> keys(Bucket bucket, String input) throws IOException {
    List<String> keys = new ArrayList<>();
    for (InputFile file :
        new InputFiles(FilesConfig.of(bucket.uri() + input)).find(Integer.MAX_VALUE)) {
      try (InputStream in = file.open()) {
        assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo("beside");
      }
      keys.add(file.path().substring(bucket.uri().length()));
    }
    return keys;
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3://", "s3a://", "s3p://"})
  void aKeyIsReadByAnySpelling(String scheme) throws Exception {
    Bucket spelled = Bucket.create(s3, "spelled-three-ways");
    spelled.put("in/a.txt", "beside");
    InputFiles files = new InputFiles(FilesConfig.of(scheme + spelled.name() + "/in/*"));
    assertThat(files.find(Integer.MAX_VALUE))
        .singleElement()
        .satisfies(
            file -> {
              assertThat(file.path()).isEqualTo(scheme + spelled.name() + "/in/a.txt");
              assertThat(file.open().readAllBytes()).isEqualTo("beside".getBytes(UTF_8));
            });
  }

  @Test
  void theAsnFileMayLieThere() throws Exception {
    Bucket networks = Bucket.create(s3, "networks");
    networks.put("asn.mmdb", Files.readAllBytes(Vectors.ASN_DB));
    Lookups.check(LookupFiles.ofAsn(Optional.of(networks.uri() + "asn.mmdb")));
    assertThatThrownBy(
            () -> Lookups.check(LookupFiles.ofAsn(Optional.of(networks.uri() + "absent.mmdb"))))
        .hasMessageContaining("absent.mmdb cannot be read: there is no such file. Right would be");
  }

  @Test
  void rulesMayLieThere() throws Exception {
    Bucket rules = Bucket.create(s3, "rules");
    Path examples = Path.of("..", "testdata", "example-rules");
    try (Stream<Path> files = Files.list(examples)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        rules.put("mine/" + file.getFileName(), Files.readAllBytes(file));
      }
    }

    RuleBook book = prepare("s3a://rules/mine/");
    assertThat(book.rules())
        .extracting(Rule::name)
        .isNotEmpty()
        .isEqualTo(prepare(examples.toString()).rules().stream().map(Rule::name).toList());
    assertThat(book.updates()).isEmpty();
    assertThatThrownBy(() -> prepare("s3a://rules/absent/"))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("rules: 's3a://rules/absent/' cannot be read: ");
  }

  private static RuleBook prepare(String rules) {
    return TrailhoundJob.prepare(
        JobConfig.of(
            Arguments.parse("--input=" + Vectors.EVENTS, "--asn-db=none", "--rules=" + rules)));
  }

  @Test
  void outputThatCouldNotGoOnAfterARestartIsRefused() {
    assertThatThrownBy(() -> FileSinks.deadLetters(trail.uri() + "out/"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("dead-letters: 's3p://trail/out/' cannot be written")
        .hasMessageContaining("Right would be");
  }
}
