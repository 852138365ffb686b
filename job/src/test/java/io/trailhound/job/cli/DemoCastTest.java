package io.trailhound.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.job.docs.ShownOutput;
import io.trailhound.job.docs.TerminalCast;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** docs/demo.svg, which the README shows, beside what the demo says. */
class DemoCastTest {
  private static final Path CAST = Path.of("..", "docs", "demo.svg");
  private static final String COMMAND = "./trailhound demo";
  private static final int COLUMNS = 110;

  private static String output;

  @BeforeAll
  static void demo() {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal = new Terminal(true, false, true, COLUMNS);
    int exitCode =
        Main.run(terminal, new PrintWriter(out, true), new PrintWriter(err, true), "demo");
    assertThat(exitCode).as(err.toString()).isZero();
    output = out.toString();
  }

  /** {@code mvn test -pl job -am -Dtest=DemoCastTest -Dtrailhound.write=true} writes it anew. */
  @Test
  void showsWhatTheDemoPrints() throws IOException {
    if (Boolean.getBoolean("trailhound.write")) {
      Files.writeString(CAST, TerminalCast.svg(COMMAND, output, COLUMNS));
    }
    List<String> shown = TerminalCast.lines(Files.readString(CAST));
    List<String> printed = TerminalCast.lines(TerminalCast.svg(COMMAND, output, COLUMNS));

    assertThat(shown).hasSameSizeAs(printed);
    assertThat(ShownOutput.normal(String.join("\n", printed)))
        .as("but for how many alerts were early, which hangs on the order of arrival")
        .containsPattern(ShownOutput.pattern(shown.stream().filter(it -> !it.isBlank()).toList()));
  }

  @Test
  void everyLineFits() {
    assertThat(output.lines().map(it -> it.replaceAll("\u001b\\[[0-9;]*m", "")))
        .allMatch(line -> line.length() <= COLUMNS);
  }

  @Test
  void stylesAndSignsOfXmlAreKept() {
    String svg = TerminalCast.svg("x", "a \u001b[1;31mhigh\u001b[0m <b> & c", 40);

    assertThat(svg).contains("a <tspan class=\"red bold\">high</tspan> &lt;b&gt; &amp; c</text>");
    assertThat(TerminalCast.lines(svg)).containsExactly("$ x", "a high <b> & c");
  }
}
