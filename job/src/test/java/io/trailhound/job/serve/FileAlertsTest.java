package io.trailhound.job.serve;

import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trailhound.job.config.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of alerts as they lie there, grow, break and go. */
class FileAlertsTest {
  private static final MadeAlert ONE = MadeAlert.of("1", "2026-05-04T09:00:00Z");
  private static final MadeAlert TWO = MadeAlert.of("2", "2026-05-04T09:00:01Z");
  private static final MadeAlert THREE = MadeAlert.of("3", "2026-05-05T09:00:00Z");

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("alerts.ndjson");
  }

  @ParameterizedTest
  @CsvSource({
    "early, final, final",
    "final, early, final",
    "early, withdrawn, withdrawn",
    "withdrawn, early, withdrawn",
    "withdrawn, final, final",
    "final, withdrawn, final"
  })
  void ofAnAlertTheLatestRevisionIsShown(String first, String second, String shown)
      throws Exception {
    try (ServedFile pages =
        ServedFile.of(file(), ONE.phase(first).message(first), ONE.phase(second).message(second))) {
      assertThat(pages.said("/")).containsExactly(shown);
      assertThat(pages.page("/")).contains("1 alert<", "class=\"alert medium " + shown + "\"");
    }
  }

  @Test
  void whatComesLaterIsThereWithTheNextPage() throws Exception {
    try (ServedFile pages = ServedFile.of(file(), ONE)) {
      assertThat(pages.said("/")).containsExactly("Said 1");

      String line = TWO.line();
      Files.writeString(file(), line.substring(0, 40), APPEND);
      assertThat(pages.said("/")).containsExactly("Said 1");
      assertThat(pages.page("/")).contains("40 of ").contains("behind the last whole line");

      Files.writeString(file(), line.substring(40), APPEND);
      assertThat(pages.said("/")).containsExactly("Said 2", "Said 1");
      assertThat(pages.page("/")).doesNotContain("class=\"notes\"");
    }
  }

  @Test
  void ofMoreAlertsThanFitTheNewestAreKept() throws Exception {
    for (int i = 0; i < 200; i++) {
      ServedFile.append(file(), MadeAlert.of("id-" + i, Instant.ofEpochSecond(i).toString()));
    }
    ServedFile.append(file(), MadeAlert.of("old", "1969-01-01T00:00:00Z"));

    try (ServedFile pages = ServedFile.of(file(), 10)) {
      assertThat(pages.said("/"))
          .hasSize(10)
          .startsWith("Said id-199", "Said id-198")
          .endsWith("Said id-190");
      assertThat(pages.page("/"))
          .contains("10 alerts<")
          .contains("191 revisions of alerts before 1970-01-01T00:03:10Z are left out");
    }
  }

  /** Names that attackers choose may be long, and each another one. */
  @Test
  void theIndexTakesNoMoreOfTheHeapThanItMay() throws Exception {
    NewestAlerts newest = new NewestAlerts(1_000_000, 100_000);
    AlertReading reading = new AlertReading(AlertFiles.of(List.of(folder.toString())), newest);
    for (int i = 0; i < 500; i++) {
      String name = i + "x".repeat(1000);
      ServedFile.append(
          file(), MadeAlert.of("" + i, Instant.ofEpochSecond(i).toString()).principal(name));
    }

    assertThat(reading.readOn(Duration.ofDays(1))).isTrue();
    assertThat(newest.size()).isBetween(20, 50);
    assertThat(newest.leftOut()).isEqualTo(500 - newest.size());
  }

  @Test
  void linesThatAreNoAlertsAreCountedAndTheOthersShown() throws Exception {
    ServedFile.append(file(), ONE);
    Files.writeString(
        file(),
        "{\"cut\n\n[]\nnull\n{}\n{\"event\":{\"id\":\"x\"},\"rule\":{\"name\":\"r\"},\"@timestamp\":\"never\"}\n"
            + ONE.line().strip()
            + " {}\n"
            + "x".repeat(FollowedFile.LONGEST * 2)
            + "\n",
        APPEND);

    try (ServedFile pages = ServedFile.of(file(), TWO)) {
      assertThat(pages.said("/")).containsExactly("Said 2", "Said 1");
      assertThat(pages.page("/"))
          .contains("7 lines are no alerts, the first at byte " + ONE.line().length());
    }
  }

  @Test
  void aFileThatIsAnotherOneIsReadAnew() throws Exception {
    try (ServedFile pages = ServedFile.of(file(), ONE, TWO)) {
      assertThat(pages.said("/")).hasSize(2);

      Files.writeString(file(), THREE.line());
      assertThat(pages.said("/")).containsExactly("Said 3");

      // As long as before, and in the same place.
      Files.writeString(file(), THREE.message("Said 4").line().replace("\"3\"", "\"4\""));
      pages.page("/");
      assertThat(pages.said("/")).containsExactly("Said 4");

      Files.delete(file());
      assertThat(pages.said("/")).isEmpty();
      assertThat(pages.page("/")).contains(" cannot be read.");
    }
  }

  /** As a run does with the same --alerts, with whatever comes first in it. */
  @ParameterizedTest
  @ValueSource(strings = {"other", "same"})
  void aFileThatIsWrittenAgainAndIsLongerByNowIsReadAnew(String first) throws Exception {
    MadeAlert head = ONE.message("x".repeat(5000));
    try (ServedFile pages = ServedFile.of(file(), head, TWO)) {
      assertThat(pages.said("/")).hasSize(2);

      String begin = (first.equals("same") ? head : THREE).line();
      Files.writeString(
          file(), begin + MadeAlert.of("4", "2026-05-06T09:00:00Z").line() + THREE.line());
      Files.writeString(file(), MadeAlert.of("5", "2026-05-07T09:00:00Z").line(), APPEND);
      Files.setLastModifiedTime(file(), FileTime.fromMillis(1000));
      assertThat(pages.said("/"))
          .startsWith("Said 5", "Said 4", "Said 3")
          .doesNotContain("Said 2")
          .hasSize(first.equals("same") ? 4 : 3);
    }
  }

  @Test
  void whereTheFileOfAFinalRevisionGoesTheEarlierOneIsThereAgain() throws Exception {
    ServedFile.append(folder.resolve("1.ndjson"), ONE.phase("early").message("early"), THREE);
    Path second = folder.resolve("2.ndjson");
    ServedFile.append(second, ONE.phase("final").message("final"), TWO);
    Path third = folder.resolve("3.ndjson");
    ServedFile.append(third, ONE.phase("early").message("too late"));
    for (int i = 1; i <= 3; i++) {
      Files.setLastModifiedTime(folder.resolve(i + ".ndjson"), FileTime.fromMillis(i * 1000L));
    }
    try (ServedFile pages = ServedFile.of(folder, 1000)) {
      assertThat(pages.said("/")).containsExactly("Said 3", "Said 2", "final");

      Files.delete(second);
      assertThat(pages.said("/")).containsExactly("Said 3", "too late");
      Files.delete(third);
      assertThat(pages.said("/")).containsExactly("Said 3", "early");
    }
  }

  @Test
  void aFolderMayBeALink() throws Exception {
    Path real = Files.createDirectory(folder.resolve("real"));
    ServedFile.append(real.resolve("a.ndjson"), ONE);
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);

    try (ServedFile pages = ServedFile.of(link, 1000)) {
      assertThat(pages.said("/")).containsExactly("Said 1");
    }
    assertThat(AlertFiles.of(List.of(link.toString())).files())
        .containsExactly(link.resolve("a.ndjson"));
  }

  @ParameterizedTest
  @ValueSource(strings = {" padded ", "\u3000wide", "   "})
  void aCallersNameMayBeginAndEndWithBlanks(String name) throws Exception {
    try (ServedFile pages = ServedFile.of(file(), ONE.principal(name), TWO)) {
      assertThat(pages.said(ServedFile.link(pages.page("/"), name))).containsExactly("Said 1");
      assertThat(pages.said("/?principal=%20user/ann%20")).containsExactly("Said 2");
    }
  }

  @Test
  void ofAFolderAllFilesAreReadButNotPartsThatAreNotCompleteYet() throws Exception {
    Path day = Files.createDirectory(folder.resolve("2026-05-04--09"));
    Path older = day.resolve("part-b-10");
    ServedFile.append(older, ONE.phase("final").message("before"));
    Files.setLastModifiedTime(older, FileTime.fromMillis(1000));
    ServedFile.append(day.resolve("part-a-9"), ONE.phase("final").message("then"));
    ServedFile.append(day.resolve(".part-a-11.inprogress.x"), TWO);

    try (ServedFile pages = ServedFile.of(folder, 1000)) {
      assertThat(pages.said("/")).containsExactly("then");

      ServedFile.append(day.resolve("part-a-11"), TWO);
      assertThat(pages.said("/")).containsExactly("Said 2", "then");
    }
  }

  @Test
  void whatIsNoFileOfAlertsStopsTheStart() {
    Path none = folder.resolve("none");
    assertThatThrownBy(() -> AlertFiles.of(List.of(none.toString())))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "alerts: '%s' cannot be read. Right would be: a file of alerts, or a folder of such files.",
            none);
  }
}
