package io.trailhound.state;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.assertj.core.api.Condition;

/** What a command printed and how it ended. */
record Ran(int exitCode, String out, String err) {
  /** A savepoint was made, and all that was said is how much. */
  static final Condition<Ran> WRITTEN =
      new Condition<>(
          ran ->
              ran.exitCode == 0
                  && ran.out.isEmpty()
                  && ran.err.matches("([\\d,]+ lines written, \\d+ s\\R)+"),
          "done with progress only");

  static Ran of(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode = StateMain.run(new PrintWriter(out), new PrintWriter(err), args);
    return new Ran(exitCode, out.toString(), err.toString());
  }
}
