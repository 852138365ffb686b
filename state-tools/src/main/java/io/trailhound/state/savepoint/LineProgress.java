package io.trailhound.state.savepoint;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Counts what's done, and says so from time to time. */
public final class LineProgress {
  private static final long EVERY = Duration.ofSeconds(5).toNanos();

  private final String things;
  private final PrintWriter out;
  private final long start = System.nanoTime();
  private long said = start;
  private long count;

  public LineProgress(String things, PrintWriter out) {
    this.things = things;
    this.out = out;
  }

  void one() {
    count++;
    if ((count & 0xfff) == 0 && System.nanoTime() - said > EVERY) {
      said = System.nanoTime();
      say();
    }
  }

  /** Counts the lines that are handled. */
  public Savepoint.Lines counting(Savepoint.Lines lines) {
    return line -> {
      lines.accept(line);
      one();
    };
  }

  public void reached(long newCount) {
    count = newCount;
    say();
  }

  public void end() {
    say();
  }

  private void say() {
    out.printf(
        Locale.ROOT,
        "%,d %s, %d s%n",
        count,
        things,
        Duration.ofNanos(System.nanoTime() - start).toSeconds());
    out.flush();
  }
}
