package io.trailhound.local.stack;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** A stack comes in; a line for each of its processes goes out. */
final class StatusTable {
  private StatusTable() {}

  /** Returns whether all are up. */
  static boolean print(Stack stack, PrintWriter out) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("process", "state", "pid", "address", "metrics", "log"));
    boolean allUp = true;
    for (Service service : stack.services()) {
      String state = service.state();
      allUp &= state.equals("up");
      rows.add(
          List.of(
              service.process().name(),
              state,
              service.process().process().map(it -> String.valueOf(it.pid())).orElse(""),
              service.address(),
              service.metrics().orElse(""),
              service.process().log().toString()));
    }
    rows.forEach(it -> out.println(line(it, rows)));
    out.println();
    out.println("Settings and data are in " + stack.settings().folder());
    return allUp;
  }

  private static String line(List<String> row, List<List<String>> rows) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size() - 1; i++) {
      int column = i;
      int width = rows.stream().mapToInt(it -> it.get(column).length()).max().orElse(0);
      line.append(row.get(i)).append(" ".repeat(width - row.get(i).length() + 2));
    }
    return line.append(row.get(row.size() - 1)).toString();
  }
}
