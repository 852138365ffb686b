package io.trailhound.decode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;

/**
 * The object at the window's start in, its end out, or why it can't be read. Parses with what the
 * window holds, and again with more where that was cut off.
 */
final class Attempt {
  /** A token that the window's end may have cut is no longer than this, strings apart. */
  private static final int TOKEN = 32;

  /** Below this the window reads on first: cheaper than to parse a record twice. */
  private static final int READ_AHEAD = 1 << 14;

  private final ByteWindow window;
  private final RecordScan scan;
  private final int maxRecord;

  /** After a failed {@link #parse}. */
  String reason;

  String detail;

  /** How many bytes were sound JSON. */
  long sound;

  Attempt(ByteWindow window, RecordScan scan, int maxRecord) {
    this.window = window;
    this.scan = scan;
    this.maxRecord = maxRecord;
  }

  /** Where the object ends in the window's buffer; -1 when it can't be read. */
  int parse() {
    sound = 0;
    while (window.available() < READ_AHEAD && window.fill()) {}
    while (true) {
      try {
        return scan.parse(window.buffer, window.pos, window.end);
      } catch (IOException | RuntimeException e) {
        boolean cutOff = cutOff(e);
        if (!cutOff || !more()) {
          explain(e, cutOff);
          return -1;
        }
      }
    }
  }

  private boolean cutOff(Exception e) {
    return e instanceof JsonEOFException || readBefore(e) > window.available() - TOKEN;
  }

  /** How many bytes the parser had read when it failed. */
  private static long readBefore(Exception e) {
    boolean told = e instanceof JsonProcessingException json && json.getLocation() != null;
    return told ? ((JsonProcessingException) e).getLocation().getByteOffset() : 0;
  }

  /** Reads on, twice as much as there is, unless that is enough for any record. */
  private boolean more() {
    int before = window.available();
    if (before > maxRecord) {
      return false;
    }
    while (window.available() < 2 * before && window.fill()) {}
    return window.available() > before;
  }

  private void explain(Exception e, boolean cutOff) {
    detail = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.toString();
    sound = readBefore(e);
    if (e instanceof StreamConstraintsException) {
      reason = Reasons.TOO_DEEP;
    } else if (!(e instanceof IOException)) {
      reason = Reasons.DECODER_FAILED;
    } else if (isUtf16(window) || detail.startsWith("Invalid UTF-8")) {
      reason = Reasons.NOT_UTF_8;
    } else if (cutOff && window.available() > maxRecord) {
      reason = Reasons.TOO_LARGE;
      detail = tooLarge();
    } else {
      reason = Reasons.MALFORMED_JSON;
    }
  }

  /** Whether the window begins as text of two or four bytes a character does. */
  static boolean isUtf16(ByteWindow window) {
    int first = window.at(0);
    int second = window.at(1);
    return first == 0
        || second == 0
        || (first == 0xfe && second == 0xff)
        || (first == 0xff && second == 0xfe);
  }

  String tooLarge() {
    return "a record has more than " + maxRecord + " bytes";
  }
}
