package io.trailhound.state;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What a command printed and how it ended. */
record Ran(int exitCode, String out, String err) {
  static Ran of(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode = StateMain.run(new PrintWriter(out), new PrintWriter(err), args);
    return new Ran(exitCode, out.toString(), err.toString());
  }
}
