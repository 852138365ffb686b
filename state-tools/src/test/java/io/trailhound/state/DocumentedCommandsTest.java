package io.trailhound.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.job.cli.CommandLineRun;
import io.trailhound.job.docs.DocumentedCommand;
import io.trailhound.job.docs.DocumentedCommands;
import io.trailhound.job.docs.ShownOutput;
import io.trailhound.job.docs.Treatment;
import io.trailhound.job.docs.Treatment.Way;
import io.trailhound.job.docs.Workplace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ExitCode;

/**
 * Every command line of README and docs, run in this process as it stands there: what the documents
 * only name is put in, and the outputs that they show are compared. Commands that need a stack are
 * run in deploy/e2e.
 */
class DocumentedCommandsTest {
  private static final Path HOME = Path.of("..");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");
  private static final Set<String> NAME_NEW_THINGS =
      Set.of("--out", "--alerts", "--dead-letters", "--late", "--report", "--incidents");

  @TempDir private static Path folder;

  private static final Map<String, Workplace> PLACES = new HashMap<>();

  private static List<DocumentedCommand> all;
  private static DocumentedCommand week;
  private static String savepoint;

  /** The savepoint that others look into is made first. */
  @BeforeAll
  static void makeSavepoint() throws Exception {
    all = DocumentedCommands.all(HOME);
    week = all.stream().filter(it -> it.text().endsWith(" --out week")).findFirst().orElseThrow();
    savepoint = place(week).folder().resolve("week").toString();
    run(week);
  }

  private static Workplace place(DocumentedCommand command) throws IOException {
    Workplace place = PLACES.get(command.document());
    if (place == null) {
      place = new Workplace(HOME, folder.resolve(command.document()));
      if (!command.document().equals("replay.md")) { // which makes rules of that name itself
        place = place.withRuleOfTheReadme();
      }
      PLACES.put(command.document(), place);
    }
    return place;
  }

  @Test
  void everyCommandIsRunSomewhereOrLeftOutForAReason() {
    assertThat(all).hasSizeGreaterThan(60);
    assertThat(all)
        .map(Treatment::of)
        .filteredOn(it -> it.way() != Way.RUN && it.way() != Way.RUN_BESIDE_STACK)
        .allMatch(it -> !it.reason().isEmpty());
  }

  @Test
  void theirNumberIsAsContributingSays() throws IOException {
    long run = all.stream().filter(it -> Treatment.of(it).way() == Way.RUN).count();
    long read = all.stream().filter(it -> Treatment.of(it).way() == Way.READ).count();
    long left = all.stream().filter(it -> Treatment.of(it).way() == Way.LEFT_OUT).count();

    assertThat(Files.readString(HOME.resolve("CONTRIBUTING.md")))
        .contains(
            String.format(
                Locale.ROOT,
                "the documents show %d command lines: %d are run, %d read to their end, %d wait for the profile `e2e`, %d are left out",
                all.size(),
                run,
                read,
                all.size() - run - read - left,
                left));
  }

  /** What stands in several places is run once, where its output is shown too. */
  @TestFactory
  Stream<DynamicTest> documentedCommands() {
    Set<String> done = new HashSet<>();
    all.stream().filter(it -> !it.output().isEmpty()).forEach(it -> done.add(name(it)));
    return all.stream()
        .filter(it -> Set.of(Way.RUN, Way.READ).contains(Treatment.of(it).way()))
        .filter(it -> !it.equals(week) && (!it.output().isEmpty() || done.add(name(it))))
        .map(it -> DynamicTest.dynamicTest(it.where(), () -> run(it)));
  }

  /** What makes something makes it for its own document. */
  private static String name(DocumentedCommand command) {
    boolean makes = !command.text().startsWith("./") || command.text().contains(" --out ");
    return makes ? command.document() + command.text() : command.text();
  }

  private static void run(DocumentedCommand command) throws Exception {
    Workplace place = place(command);
    String text = place.made(command, savepoint);
    if (Treatment.of(command).way() == Way.READ) {
      text += " --dry-run";
    }
    CommandLineRun ran = run(text, place.folder());

    String output = (ran.out() + ran.err()).replace(place.folder() + "/", "");
    assertThat(ran.exitCode()).as(text + "\n" + output).isEqualTo(exitCode(command));
    if (!command.output().isEmpty()) {
      assertThat(ShownOutput.normal(output)).containsPattern(ShownOutput.pattern(command.output()));
    }
  }

  /** What is shown says so. */
  private static int exitCode(DocumentedCommand command) {
    if (command.text().contains("state diff")) {
      return ExitCode.SOFTWARE;
    }
    boolean mistake = command.output().stream().anyMatch(line -> line.startsWith("trailhound: "));
    return mistake ? ExitCode.USAGE : ExitCode.OK;
  }

  private static CommandLineRun run(String text, Path place) throws Exception {
    Matcher launcher = Pattern.compile("(?:[A-Z_]+=\\S+ )?\\./trailhound (.*)").matcher(text);
    if (!launcher.matches()) {
      return shell(text, place);
    }
    // Alerts and progress of a job go there, whatever is given to the command.
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try (PrintStream both = new PrintStream(said, true, UTF_8)) {
      System.setOut(both);
      System.setErr(both);
      CommandLineRun ran = inThisProcess(words(launcher.group(1), place));
      return new CommandLineRun(ran.exitCode(), ran.out(), ran.err() + said.toString(UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  private static CommandLineRun inThisProcess(List<String> words) {
    if (!words.get(0).equals("state")) {
      return CommandLineRun.of(words.toArray(String[]::new));
    }
    Ran ran = Ran.of(words.subList(1, words.size()).toArray(String[]::new));
    return new CommandLineRun(ran.exitCode(), ran.out(), ran.err());
  }

  private static CommandLineRun shell(String text, Path place) throws Exception {
    Process process =
        new ProcessBuilder("bash", "-c", text)
            .directory(place.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new CommandLineRun(process.waitFor(), output, "");
  }

  /** Java stays in its own folder, so names of things in the place get its path. */
  private static List<String> words(String text, Path place) {
    List<String> words = new ArrayList<>();
    String before = "";
    Matcher word = WORD.matcher(text);
    while (word.find()) {
      String value = word.group().replaceAll("^['\"]|['\"]$", "");
      boolean isFile =
          NAME_NEW_THINGS.contains(before)
              || (words.size() > 1
                  && !value.startsWith("-")
                  && !before.equals("--replay")
                  && Files.exists(place.resolve(value)));
      words.add(isFile ? place.resolve(value) + (value.endsWith("/") ? "/" : "") : value);
      before = value;
    }
    return words;
  }
}
