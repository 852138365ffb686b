package io.trailhound.job.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Alerts per day as bars in SVG: a part of a bar for each of the loudest rules, and one for all
 * others. What a bar stands for is its tooltip.
 */
public final class DayChart {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 220;
  private static final int LEFT = 48;
  private static final int BOTTOM = 24;
  private static final int TOP = 10;

  /** A bar, where there are few days. */
  private static final int WIDEST = 60;

  /** Told apart by those who see few colours, too (Okabe and Ito). */
  private static final List<String> COLOURS =
      List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8c6d1f");

  /** What the loudest rules leave. */
  private static final String OTHERS = "#8a8f98";

  /**
   * @param name a rule's
   * @param days alerts on each day
   */
  public record Series(String name, List<Long> days) {
    private long alerts() {
      return days.stream().mapToLong(Long::longValue).sum();
    }
  }

  /**
   * @param name a rule's, or "others"
   * @param days alerts on each day
   */
  private record Part(String name, String colour, List<Long> days) {}

  private final List<String> days;
  private final List<Part> parts = new ArrayList<>();

  /**
   * @param days as {@code 2026-01-31}, each that is shown
   * @param rules one for each rule
   */
  public DayChart(List<String> days, List<Series> rules) {
    this.days = days;
    List<Series> loudest =
        rules.stream()
            .filter(rule -> rule.alerts() > 0)
            .sorted((a, b) -> Long.compare(b.alerts(), a.alerts()))
            .toList();
    int named = Math.min(loudest.size(), COLOURS.size());
    for (int i = 0; i < named; i++) {
      parts.add(new Part(loudest.get(i).name(), COLOURS.get(i), loudest.get(i).days()));
    }
    if (named < loudest.size()) {
      parts.add(new Part("others", OTHERS, sum(loudest.subList(named, loudest.size()))));
    }
  }

  private List<Long> sum(List<Series> rules) {
    List<Long> sums = new ArrayList<>();
    for (int day = 0; day < days.size(); day++) {
      int at = day;
      sums.add(rules.stream().mapToLong(rule -> rule.days().get(at)).sum());
    }
    return sums;
  }

  /** With a legend below; nothing where there's no alert. */
  public String svg() {
    if (parts.isEmpty()) {
      return "";
    }
    long most = 1;
    for (int day = 0; day < days.size(); day++) {
      int at = day;
      most = Math.max(most, parts.stream().mapToLong(part -> part.days().get(at)).sum());
    }
    StringBuilder svg =
        new StringBuilder(
            format(
                "<svg role=\"img\" aria-label=\"Alerts per day\" viewBox=\"0 0 %d %d\">\n",
                WIDTH, HEIGHT + BOTTOM));
    line(svg, most, most);
    line(svg, most / 2, most);
    line(svg, 0, most);
    double step = (double) (WIDTH - LEFT) / days.size();
    for (int day = 0; day < days.size(); day++) {
      bar(svg, day, step, most);
    }
    svg.append("</svg>\n<p class=\"legend\">");
    for (Part part : parts) {
      svg.append(
              "<span><svg class=\"key\" viewBox=\"0 0 10 10\"><rect width=\"10\" height=\"10\" fill=\"")
          .append(part.colour())
          .append("\"/></svg> ")
          .append(Html.text(part.name()))
          .append("</span> ");
    }
    return svg.append("</p>\n").toString();
  }

  private static double height(long alerts, long most) {
    return (double) (HEIGHT - TOP) * alerts / most;
  }

  private static void line(StringBuilder svg, long alerts, long most) {
    double y = HEIGHT - height(alerts, most);
    svg.append(
        format(
            "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/><text x=\"%d\" y=\"%.1f\" class=\"y\">%s</text>\n",
            LEFT, WIDTH, y, y, LEFT - 6, y + 4, Html.number(alerts)));
  }

  private void bar(StringBuilder svg, int day, double step, long most) {
    double width = Math.min(step * 0.84, WIDEST);
    double x = LEFT + day * step + (step - width) / 2;
    double y = HEIGHT;
    for (Part part : parts) {
      long alerts = part.days().get(day);
      if (alerts > 0) {
        double height = height(alerts, most);
        y -= height;
        svg.append(
            format(
                "<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\" fill=\"%s\"><title>%s: %s, %s</title></rect>\n",
                x,
                y,
                width,
                height,
                part.colour(),
                days.get(day),
                Html.text(part.name()),
                Html.number(alerts)));
      }
    }
    // As many as have room.
    int every = Math.max(1, (int) Math.ceil(90 / step));
    if (day % every == 0) {
      svg.append(
          format(
              "<text x=\"%.1f\" y=\"%d\" class=\"x\">%s</text>\n",
              x + width / 2, HEIGHT + 16, days.get(day)));
    }
  }

  private static String format(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }
}
