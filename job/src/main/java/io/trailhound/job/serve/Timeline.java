package io.trailhound.job.serve;

import io.trailhound.job.alert.AlertDocument;
import io.trailhound.job.page.Html;
import io.trailhound.text.TerminalText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Alerts in the order of time come in, a picture goes out: a lane for each rule, in it each alert
 * where it happened, with a line from where what it counts began.
 */
final class Timeline {
  private static final int WIDTH = 900;
  private static final int MARGIN = 14;
  private static final int LANE = 44;
  private static final int AXIS = 30;
  private static final int TICKS = 4;
  private static final int LONGEST_TITLE = 300;

  /** Where, of the document, the time may be at which it began. */
  private static final List<String> BEGINNINGS =
      List.of("/trailhound/steps/0/time", "/trailhound/first", "/trailhound/window/start");

  private final List<AlertDocument> alerts;
  private final List<String> lanes;
  private final Instant begin;
  private final double span;

  Timeline(List<AlertDocument> alerts) {
    this.alerts = alerts;
    LinkedHashSet<String> rules = new LinkedHashSet<>();
    alerts.forEach(alert -> rules.add(alert.rule()));
    this.lanes = new ArrayList<>(rules);
    this.begin = alerts.stream().map(Timeline::began).min(Instant::compareTo).orElseThrow();
    Instant end = Instant.parse(alerts.get(alerts.size() - 1).time());
    this.span = Math.max(1, end.toEpochMilli() - begin.toEpochMilli());
  }

  private static Instant began(AlertDocument alert) {
    Instant time = Instant.parse(alert.time());
    for (String pointer : BEGINNINGS) {
      try {
        Instant began = Instant.parse(alert.json().at(pointer).asText());
        return began.isBefore(time) ? began : time;
      } catch (DateTimeException none) {
        // The next may be there.
      }
    }
    return time;
  }

  String svg() {
    int height = lanes.size() * LANE + AXIS;
    StringBuilder svg =
        new StringBuilder(
            "<div class=\"wide\">\n<svg class=\"timeline\" role=\"group\" aria-label=\"The alerts in time, by rule\" viewBox=\"0 0 %s %s\">\n"
                .formatted(WIDTH, height));
    for (int i = 0; i <= TICKS; i++) {
      tick(svg, i, height);
    }
    for (int lane = 0; lane < lanes.size(); lane++) {
      int y = y(lane);
      svg.append(
          "<text x=\"%s\" y=\"%s\">%s</text><line x1=\"%s\" x2=\"%s\" y1=\"%s\" y2=\"%s\"/>\n"
              .formatted(MARGIN, y - 14, Html.text(lanes.get(lane)), MARGIN, WIDTH - MARGIN, y, y));
    }
    alerts.forEach(alert -> mark(svg, alert));
    return svg.append("</svg>\n</div>\n").toString();
  }

  private static int y(int lane) {
    return lane * LANE + LANE - 12;
  }

  private double x(Instant time) {
    return MARGIN + (WIDTH - 2 * MARGIN) * (time.toEpochMilli() - begin.toEpochMilli()) / span;
  }

  private void tick(StringBuilder svg, int number, int height) {
    Instant time = begin.plusMillis(Math.round(span * number / TICKS));
    String anchor = number == 0 ? "start" : number == TICKS ? "end" : "middle";
    String text = AlertItem.time(time.truncatedTo(ChronoUnit.SECONDS).toString());
    svg.append(
        format(
            "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"0\" y2=\"%d\"/><text x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%s</text>\n",
            x(time), x(time), height - AXIS, x(time), height - 8, anchor, text));
  }

  private void mark(StringBuilder svg, AlertDocument alert) {
    int y = y(lanes.indexOf(alert.rule()));
    Instant time = Instant.parse(alert.time());
    Instant began = began(alert);
    if (began.isBefore(time)) {
      svg.append(
          format(
              "<line class=\"while\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>",
              x(began), x(time), y, y));
    }
    svg.append(
        format(
            "<a href=\"%s\"><title>%s %s</title><circle class=\"%s %s\" cx=\"%.1f\" cy=\"%d\" r=\"6\"/></a>\n",
            PageLinks.href("/alert", Map.of("id", alert.id())),
            Html.text(AlertItem.time(alert.time())),
            Html.text(TerminalText.cut(alert.message(), LONGEST_TITLE)),
            AlertLevel.of(alert.severity()).word(),
            AlertItem.phase(alert),
            x(time),
            y));
  }

  private static String format(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }
}
