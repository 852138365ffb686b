package io.trailhound.benchmarks.measure;

import java.util.List;
import java.util.Locale;

/**
 * Results in, a bar chart of the ratios as SVG out: those that reach their goal, and the others.
 */
public final class BarChart {
  private static final int WIDTH = 900;

  /** Where the bars begin. */
  private static final int LEFT = 350;

  private static final int ROW = 24;
  private static final int TOP = 56;
  private static final double MOST_OF_WIDTH = 0.85;

  /** Reading bytes alone is so much faster that nothing else would be seen. */
  private static final double MOST_SHOWN = 2.5;

  private final StringBuilder svg = new StringBuilder();
  private final Results results;
  private final List<Row> rows;

  /** Of the picture's width, 1.00 is so much. */
  private final double unit;

  private BarChart(Results results) {
    this.results = results;
    this.rows = results.rows().stream().filter(row -> !row.against().equals(row.key())).toList();
    double most = rows.stream().mapToDouble(row -> shown(row.ratio().most())).max().orElse(1);
    this.unit = (WIDTH - LEFT) * MOST_OF_WIDTH / most;
  }

  public static String of(Results results) {
    return new BarChart(results).draw();
  }

  private String draw() {
    add(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"12\">",
            WIDTH,
            TOP + (rows.size() + 1) * ROW));
    add("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>");
    text(8, 20, "Speed against that of another way over the same events");
    Machine machine = results.machine();
    text(
        8,
        40,
        String.format(
            Locale.ROOT,
            "%s, %d cores, %s, commit %s. Thin lines: from the worst to the best of %d rounds. Thick ones: goals",
            machine.processor(),
            machine.cores(),
            results.date(),
            machine.commit(),
            results.rounds()));
    for (int i = 0; i < rows.size(); i++) {
      bar(rows.get(i), TOP + i * ROW);
    }
    add("</svg>");
    return svg.toString();
  }

  private void bar(Row row, int y) {
    text(8, y + 15, row.name() + " / " + row.against());
    add(
        String.format(
            Locale.ROOT,
            "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>",
            LEFT,
            y + 3,
            shown(row.ratio().median()) * unit,
            ROW - 8,
            row.reached() ? "#4c9a6a" : "#c9753d"));
    double middle = y + ROW / 2.0 - 1;
    line(row.ratio().least(), row.ratio().most(), middle, middle, 1);
    if (row.goal() > 0) {
      line(row.goal(), row.goal(), y, y + ROW - 2.0, 3);
    }
    text(
        x(row.ratio().most()) + 6,
        y + 15,
        String.format(Locale.ROOT, "%.2f", row.ratio().median()));
  }

  private static double shown(double ratio) {
    return Math.min(ratio, MOST_SHOWN);
  }

  private double x(double ratio) {
    return LEFT + shown(ratio) * unit;
  }

  private void line(double from, double to, double top, double bottom, int width) {
    add(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"black\" stroke-width=\"%d\"/>",
            x(from),
            x(to),
            top,
            bottom,
            width));
  }

  private void text(double x, double y, String text) {
    add(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\">%s</text>", x, y, Svg.text(text)));
  }

  private void add(String element) {
    svg.append(element).append('\n');
  }
}
