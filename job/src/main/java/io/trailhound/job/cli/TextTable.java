package io.trailhound.job.cli;

import io.trailhound.text.TerminalText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows of cells come in; aligned columns go out. The last column isn't padded. */
final class TextTable {
  private final List<String> header;
  private final List<List<String>> rows = new ArrayList<>();

  TextTable(String... header) {
    this.header = List.of(header);
  }

  void row(String... cells) {
    rows.add(List.of(cells).stream().map(TerminalText::escape).toList());
  }

  void print(PrintWriter out, Style style) {
    int[] widths = new int[header.size()];
    measure(header, widths);
    rows.forEach(row -> measure(row, widths));
    out.println(style.bold(line(header, widths)));
    rows.forEach(row -> out.println(line(row, widths)));
  }

  private static void measure(List<String> row, int[] widths) {
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widths[i], row.get(i).length());
    }
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      boolean last = i == widths.length - 1;
      line.append(row.get(i)).append(last ? "" : " ".repeat(widths[i] - row.get(i).length() + 2));
    }
    return line.toString();
  }
}
