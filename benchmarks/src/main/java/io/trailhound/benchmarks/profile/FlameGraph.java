package io.trailhound.benchmarks.profile;

import io.trailhound.benchmarks.measure.Svg;
import java.util.Locale;

/**
 * Samples of stacks in, a flame graph as SVG out: threads at the bottom, what they call above, as
 * wide as samples were taken there. A browser shows name and share under the pointer.
 */
final class FlameGraph {
  private static final double WIDTH = 1_400;
  private static final int ROW = 17;

  /** Narrower ones are left out. */
  private static final double LEAST = 0.6;

  private static final double CHARACTER = 6.6;
  private static final int HUES = 55;

  private final StringBuilder svg = new StringBuilder();
  private final Frame root;
  private final int height;

  private FlameGraph(Frame root) {
    this.root = root;
    this.height = root.height() * ROW;
  }

  static String of(Frame root) {
    FlameGraph graph = new FlameGraph(root);
    graph.add(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"%d\" font-family=\"monospace\" font-size=\"11\">",
            WIDTH,
            graph.height));
    graph.draw(root, 0, 0);
    graph.add("</svg>");
    return graph.svg.toString();
  }

  private void draw(Frame frame, double x, int level) {
    double width = WIDTH * frame.samples() / Math.max(1, root.samples());
    if (width < LEAST) {
      return;
    }
    box(frame, x, height - (level + 1) * ROW, width);
    double at = x;
    for (Frame call : frame.calls()) {
      draw(call, at, level + 1);
      at += WIDTH * call.samples() / root.samples();
    }
  }

  private void box(Frame frame, double x, int y, double width) {
    String title =
        String.format(
            Locale.ROOT,
            "%s: %,d samples, %.1f %%",
            frame.name(),
            frame.samples(),
            100.0 * frame.samples() / root.samples());
    add(
        String.format(
            Locale.ROOT,
            "<g><title>%s</title><rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"hsl(%d,75%%,65%%)\" stroke=\"white\" stroke-width=\"0.5\"/>",
            Svg.text(title),
            x,
            y,
            width,
            ROW,
            Math.floorMod(frame.name().hashCode(), HUES)));
    int fits = (int) (width / CHARACTER) - 1;
    if (fits > 2) {
      String shown = frame.name().substring(0, Math.min(fits, frame.name().length()));
      add(
          String.format(
              Locale.ROOT,
              "<text x=\"%.1f\" y=\"%d\">%s</text>",
              x + 3,
              y + ROW - 5,
              Svg.text(shown)));
    }
    add("</g>");
  }

  private void add(String element) {
    svg.append(element).append('\n');
  }
}
