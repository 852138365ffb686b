package io.trailhound.benchmarks.measure;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Results in, a table that people read out. */
public final class Table {
  private static final String HEAD = "%-48s %6s %11s  %-8s %-12s %11s %8s %7s %7s %4s%n";

  private Table() {}

  public static void print(Results results, PrintWriter out) {
    Machine machine = results.machine();
    out.printf(
        Locale.ROOT,
        "%,d events of %,.0f bytes; %d cores, %s, %s, heap %,d MB; %s, commit %s; medians of %d rounds%n%n",
        results.events(),
        results.bytesPerEvent(),
        machine.cores(),
        machine.processor(),
        machine.java(),
        machine.heap(),
        results.date(),
        machine.commit(),
        results.rounds());
    rows(results.rows(), out);
    if (!results.figures().isEmpty()) {
      out.println();
      figures(results.figures(), out);
    }
  }

  private static void rows(List<Row> rows, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        HEAD,
        "",
        "ratio",
        "spread",
        "goal",
        "against",
        "events/s",
        "CPU us",
        "floors",
        "goal",
        "GC");
    for (Row row : rows) {
      out.printf(
          Locale.ROOT,
          HEAD,
          row.name(),
          decimal(row.ratio().median()),
          decimal(row.ratio().least()) + "-" + decimal(row.ratio().most()),
          row.goal() == 0 ? "" : ">= " + decimal(row.goal()),
          row.against().equals(row.key()) ? "" : row.against(),
          String.format(Locale.ROOT, "%,.0f", row.perSecond().median()),
          decimal(row.processorMicros().median()),
          decimal(row.floors().median()),
          row.floorsGoal() == 0 ? "" : "<= " + decimal(row.floorsGoal()),
          String.format(Locale.ROOT, "%.0f%%", 100 * row.collecting().median()));
    }
  }

  private static void figures(List<Figure> figures, PrintWriter out) {
    for (Figure figure : figures) {
      out.printf(
          Locale.ROOT,
          "%-75s %,10.1f%s%n",
          figure.name(),
          figure.value(),
          figure.goal() == 0
              ? ""
              : String.format(Locale.ROOT, "  goal: at most %,.0f", figure.goal()));
    }
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, value < 0.1 ? "%.3f" : "%.2f", value);
  }
}
