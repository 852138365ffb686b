package io.trailhound.state.inspect;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Sentences in any order in, the same in order of time out. All but the last ones wait in files,
 * each in order, which are merged in the end: so memory stays bounded.
 */
final class ByTime {
  private static final int AT_ONCE = 100_000;

  private final Path folder;
  private final int atOnce;
  private final List<Sentence> waiting = new ArrayList<>();
  private final List<Path> files = new ArrayList<>();

  /**
   * @param folder of its own, which exists
   */
  ByTime(Path folder) {
    this(folder, AT_ONCE);
  }

  ByTime(Path folder, int atOnce) {
    this.folder = folder;
    this.atOnce = atOnce;
  }

  /** Takes one, of words without line breaks. */
  void add(Sentence sentence) throws IOException {
    waiting.add(sentence);
    if (waiting.size() == atOnce) {
      write();
    }
  }

  private void write() throws IOException {
    Collections.sort(waiting);
    Path file = folder.resolve(files.size() + ".txt");
    Files.write(file, () -> waiting.stream().<CharSequence>map(Sentence::toLine).iterator());
    files.add(file);
    waiting.clear();
  }

  void print(PrintWriter out) throws IOException {
    write();
    PriorityQueue<Run> runs = new PriorityQueue<>(Comparator.comparing(Run::next));
    Deque<Run> open = new ArrayDeque<>();
    try {
      for (Path file : files) {
        Run run = new Run(file);
        open.add(run);
        if (run.next() != null) {
          runs.add(run);
        }
      }
      for (Run run = runs.poll(); run != null; run = runs.poll()) {
        out.println("  " + run.next().words());
        if (run.advance()) {
          runs.add(run);
        }
      }
    } finally {
      for (Run run : open) {
        run.lines.close();
      }
    }
  }

  /** A file that is being read. */
  private static final class Run {
    private final BufferedReader lines;
    private Sentence next;

    Run(Path file) throws IOException {
      lines = Files.newBufferedReader(file);
      boolean unused = advance();
    }

    boolean advance() throws IOException {
      String line = lines.readLine();
      next = line == null ? null : Sentence.ofLine(line);
      return next != null;
    }

    /** Null at the end. */
    Sentence next() {
      return next;
    }
  }
}
