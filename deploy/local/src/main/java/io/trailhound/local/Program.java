package io.trailhound.local;

import java.io.IOException;
import java.util.List;

/** What a {@link LocalProcess} runs: says its command line, and whether it is up. */
public interface Program {
  /** Writes the files that the program needs and returns its command line. */
  List<String> command() throws IOException, InterruptedException;

  /** Whether the running program does its work; asked again and again while it starts. */
  boolean answers();
}
