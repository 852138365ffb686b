package io.trailhound.benchmarks.workload;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A text cut where records differ: {@code pieces} with {@code gaps} between them, one fewer. */
record Cloze(List<byte[]> pieces, List<Gap> gaps) {

  /** Cuts a text from its beginning on. */
  static final class Cut {
    private final byte[] text;
    private final List<byte[]> pieces = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private int from;

    /**
     * @param from where it begins
     */
    Cut(byte[] text, int from) {
      this.text = text;
      this.from = from;
    }

    /** A gap instead of what is there. */
    void gap(Gap gap, int begin, int end) {
      pieces.add(Arrays.copyOfRange(text, from, begin));
      gaps.add(gap);
      from = end;
    }

    Cloze end(int end) {
      pieces.add(Arrays.copyOfRange(text, from, end));
      return new Cloze(pieces, gaps);
    }
  }
}
