package io.trailhound.state;

import io.trailhound.text.TerminalText;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Lines in any order in; the same under their titles out. They wait in files, not in memory. */
final class Sections implements AutoCloseable {
  private record Section(Path file, BufferedWriter lines) {}

  private final Scratch disk = Scratch.create();
  private final Map<String, Section> byTitle = new TreeMap<>();

  void add(String title, String line) {
    try {
      BufferedWriter lines = byTitle.computeIfAbsent(title, it -> begin()).lines();
      lines.write("  " + TerminalText.escape(line));
      lines.newLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Section begin() {
    try {
      Path file = disk.folder().resolve(byTitle.size() + ".txt");
      return new Section(file, Files.newBufferedWriter(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void print(PrintWriter out) throws IOException {
    for (Map.Entry<String, Section> section : byTitle.entrySet()) {
      section.getValue().lines().close();
      out.println(section.getKey());
      try (Stream<String> lines = Files.lines(section.getValue().file())) {
        lines.forEach(out::println);
      }
    }
  }

  @Override
  public void close() throws IOException {
    try (disk) {
      for (Section section : byTitle.values()) {
        section.lines().close();
      }
    }
  }
}
