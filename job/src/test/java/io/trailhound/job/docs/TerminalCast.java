package io.trailhound.job.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a command printed on a terminal with colours in, an SVG out that shows it line by line, as a
 * terminal of {@link #ROWS} lines would. Who doesn't want motion sees the end.
 */
public final class TerminalCast {
  private static final int ROWS = 32;
  private static final double SECONDS_A_LINE = 0.15;
  private static final int LINE = 18;
  private static final int MARGIN = 16;
  private static final double COLUMN = 8.6;

  private static final Pattern STYLE = Pattern.compile("\u001b\\[([0-9;]*)m");
  private static final Pattern SHOWN = Pattern.compile("<text [^>]*>(.*)</text>");

  /** By the codes of ECMA-48 that the command line uses. */
  private static final Map<String, String> CLASSES =
      Map.of(
          "1",
          "bold",
          "2",
          "dim",
          "31",
          "red",
          "32",
          "green",
          "33",
          "yellow",
          "36",
          "cyan",
          "1;31",
          "red bold",
          "1;35",
          "magenta bold");

  private TerminalCast() {}

  /**
   * @param command that was typed
   * @param output with its styles
   * @param columns of the terminal
   */
  public static String svg(String command, String output, int columns) {
    List<String> lines = new ArrayList<>(List.of("$ " + command));
    output.lines().forEach(lines::add);
    StringBuilder svg = new StringBuilder(head(command, lines.size(), columns));
    for (int i = 0; i < lines.size(); i++) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<text y=\"%d\" style=\"animation-delay:%ss\">",
              (i + 1) * LINE - 4,
              seconds(i)));
      svg.append(spans(lines.get(i))).append("</text>\n");
    }
    return svg.append("</g></svg>\n</svg>\n").toString();
  }

  private static String head(String command, int lines, int columns) {
    int below = Math.max(0, lines - ROWS);
    int width = (int) Math.ceil(columns * COLUMN);
    return String.format(
        Locale.ROOT,
        """
          <svg xmlns="http://www.w3.org/2000/svg" xml:space="preserve" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" role="img" aria-label="%3$s">
          <style>
          text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:#d0d7de;white-space:pre}
          .bold{font-weight:700}.dim{fill:#8b949e}.red{fill:#ff7b72}.green{fill:#7ee787}.yellow{fill:#e3b341}.cyan{fill:#79c0ff}.magenta{fill:#d2a8ff}
          @media (prefers-reduced-motion:no-preference){
          text{animation:show 1ms both}
          @keyframes show{from{opacity:0}}
          #lines{animation:scroll %4$ss steps(%5$d) %6$ss both}
          @keyframes scroll{from{transform:none}}
          }
          #lines{transform:translateY(-%7$dpx)}
          </style>
          <rect width="100%%" height="100%%" rx="8" fill="#0d1117"/>
          <svg x="%8$d" y="%8$d" width="%9$d" height="%10$d"><g id="lines">
          """,
        width + 2 * MARGIN,
        ROWS * LINE + 2 * MARGIN,
        escape(command),
        seconds(below),
        Math.max(1, below),
        seconds(ROWS),
        below * LINE,
        MARGIN,
        width,
        ROWS * LINE);
  }

  /** The lines that such an SVG shows, without their styles. */
  public static List<String> lines(String svg) {
    return SHOWN
        .matcher(svg)
        .results()
        .map(it -> it.group(1).replaceAll("</?tspan[^>]*>", ""))
        .map(it -> it.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
        .toList();
  }

  private static String seconds(int lines) {
    return String.format(Locale.ROOT, "%.2f", lines * SECONDS_A_LINE);
  }

  private static String spans(String line) {
    StringBuilder spans = new StringBuilder();
    Matcher style = STYLE.matcher(line);
    String open = "";
    int begin = 0;
    while (style.find()) {
      span(spans, open, line.substring(begin, style.start()));
      open = style.group(1);
      begin = style.end();
    }
    span(spans, open, line.substring(begin));
    return spans.toString();
  }

  private static void span(StringBuilder spans, String style, String text) {
    if (text.isEmpty()) {
      return;
    }
    String name = CLASSES.get(style);
    if (name == null) {
      spans.append(escape(text));
    } else {
      spans.append("<tspan class=\"" + name + "\">" + escape(text) + "</tspan>");
    }
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
