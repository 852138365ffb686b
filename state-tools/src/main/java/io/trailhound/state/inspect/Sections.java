package io.trailhound.state.inspect;

import io.trailhound.state.savepoint.Scratch;
import io.trailhound.text.TerminalText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sentences in any order in; the same under their titles, in order of time, out. They wait in
 * files, not in memory.
 */
public final class Sections implements AutoCloseable {
  private final Scratch disk = Scratch.create();
  private final Map<String, ByTime> byTitle = new TreeMap<>();

  public void add(String title, Sentence sentence) throws IOException {
    byTitle
        .computeIfAbsent(title, it -> begin())
        .add(new Sentence(sentence.time(), TerminalText.escape(sentence.words())));
  }

  private ByTime begin() {
    try {
      Path folder = disk.folder().resolve(String.valueOf(byTitle.size()));
      return new ByTime(Files.createDirectory(folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void print(PrintWriter out) throws IOException {
    for (Map.Entry<String, ByTime> section : byTitle.entrySet()) {
      out.println(section.getKey());
      section.getValue().print(out);
    }
  }

  @Override
  public void close() {
    disk.close();
  }
}
