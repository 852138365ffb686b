package io.trailhound.benchmarks.workload;

import java.io.InputStream;
import java.util.Objects;

/** A trail in, its records as lines out. Knows no errors: nothing is read from anywhere. */
final class TrailInput extends InputStream {
  private final Trail trail;
  private int at;

  /** Of the record and its line's end; 0 before the first one, -1 behind the last. */
  private int length;

  TrailInput(Trail trail) {
    this.trail = trail;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int most) {
    Objects.checkFromIndexSize(offset, most, into.length);
    int done = 0;
    while (done < most && (at < length || more())) {
      int record = Math.min(most - done, trail.length() - at);
      if (record > 0) {
        System.arraycopy(trail.bytes(), at, into, offset + done, record);
        at += record;
        done += record;
      } else {
        into[offset + done++] = '\n';
        at++;
      }
    }
    return done > 0 || most == 0 ? done : -1;
  }

  private boolean more() {
    if (length < 0 || !trail.next()) {
      length = -1;
      at = 0;
      return false;
    }
    at = 0;
    length = trail.length() + 1;
    return true;
  }
}
