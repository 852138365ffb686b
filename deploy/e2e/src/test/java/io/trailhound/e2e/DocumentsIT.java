package io.trailhound.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.job.docs.DocumentedCommand;
import io.trailhound.job.docs.DocumentedCommands;
import io.trailhound.job.docs.ShownOutput;
import io.trailhound.job.docs.Treatment;
import io.trailhound.job.docs.Treatment.Way;
import io.trailhound.job.docs.Workplace;
import io.trailhound.local.Patience;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of README and docs that need a stack, typed into a shell as they stand there, one
 * document after the other, on one stack; its ports, addresses of others and the savepoint are put
 * in. The rest is tested in state-tools.
 */
final class DocumentsIT {
  private static final Pattern SAVEPOINT = Pattern.compile("Its state is in (\\S+)");
  private static final String DOWN = "./trailhound stack down";

  @TempDir private static Path folder;

  private static DocumentedStack stack;
  private static Workplace place;

  private String savepoint = "none yet";

  @BeforeAll
  static void prepare() throws IOException {
    place = new Workplace(Launcher.HOME, folder.resolve("place"));
    stack = new DocumentedStack(folder.resolve("stack"));
  }

  @AfterAll
  static void down() throws Exception {
    var unused = stack.shell(DOWN, place.folder());
  }

  /** replay.md first, because it begins with empty topics; a stack that is down helps nobody. */
  @TestFactory
  Stream<DynamicTest> documentedCommands() throws IOException {
    List<DocumentedCommand> all = DocumentedCommands.all(Launcher.HOME);
    Set<String> done = new HashSet<>();
    return Stream.concat(
            Stream.concat(
                    all.stream().filter(it -> it.document().equals("replay.md")),
                    all.stream().filter(it -> !it.document().equals("replay.md")))
                .filter(it -> !it.text().equals(DOWN)),
            Stream.of(new DocumentedCommand("README.md", 0, DOWN, List.of())))
        .filter(DocumentsIT::needsStack)
        .filter(it -> done.add(it.document() + it.text()))
        .map(it -> DynamicTest.dynamicTest(it.where(), () -> run(it)));
  }

  private static boolean needsStack(DocumentedCommand command) {
    Way way = Treatment.of(command).way();
    return way == Way.RUN_BESIDE_STACK || way == Way.READ_BESIDE_STACK;
  }

  private void run(DocumentedCommand command) throws Exception {
    String text = stack.at(place.made(command, savepoint));
    if (Treatment.of(command).way() == Way.READ_BESIDE_STACK) {
      text += " --dry-run";
    }
    if (text.startsWith("curl ")) {
      stack.awaitJobsEnd(place.folder());
    }
    String made = text;
    DocumentedStack.Said said =
        Patience.await(
            command.where(),
            () -> stack.shell(made, place.folder()),
            // What was indexed shows a second later.
            it -> !made.startsWith("curl ") || isShown(command, it.text()));
    assertThat(said.exitCode()).as(made + "\n" + said.text()).isZero();
    assertThat(isShown(command, said.text())).as(made + "\n" + said.text()).isTrue();
    if (text.startsWith("./trailhound stack feed")) {
      stack.awaitAllRead();
    }
    Matcher stopped = SAVEPOINT.matcher(said.text());
    if (stopped.find()) {
      savepoint = stopped.group(1);
    }
  }

  private static boolean isShown(DocumentedCommand command, String output) {
    return ShownOutput.pattern(command.output()).matcher(ShownOutput.normal(output)).find();
  }
}
