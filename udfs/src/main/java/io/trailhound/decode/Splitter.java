package io.trailhound.decode;

import io.trailhound.decode.Cutter.Until;
import java.util.function.Consumer;

/**
 * The bytes of one message or file in, event by event and dead letter by dead letter out. Documents
 * aren't cut out first: the JSON parser begins where one begins and says where it ended, so that
 * lines, documents that span lines, documents without a line break between them and the elements of
 * a list all cost one pass. Only what fails to parse is cut out, by {@link Cutter}.
 */
final class Splitter {
  /** Blanks behind a brace that may stand before the end of its line. */
  private static final int LONGEST_GAP = 64;

  private final ByteWindow window;
  private final Outlet outlet;
  private final RecordScan scan;
  private final Documents documents;
  private final Texts texts;
  private final Cutter cutter;
  private final ListOpening opening;
  private final Attempt attempt;
  private final int maxRecord;

  private byte[] whole;
  private boolean inList;
  private boolean logEvents;
  private boolean closesDocument;
  private long listStart;
  private boolean failureTold;

  /**
   * @param nested takes what an envelope carries, a message of its own at the same position
   */
  Splitter(Context context, ByteWindow window, Outlet outlet, Consumer<byte[]> nested) {
    this.window = window;
    this.outlet = outlet;
    maxRecord = context.limits().maxRecordBytes();
    scan = context.scan();
    texts = new Texts(outlet, nested);
    documents = new Documents(scan, outlet, context, nested);
    cutter = new Cutter(window, maxRecord);
    opening = new ListOpening(window);
    attempt = new Attempt(window, scan, maxRecord);
  }

  /**
   * Makes ready for the window's new content.
   *
   * @param message what a dead letter shows when unpacking fails
   */
  void restart(byte[] message) {
    whole = message;
    inList = false;
    failureTold = false;
  }

  /** Moves to where the next document or element begins; false at the end of the input. */
  boolean hasNext() {
    int c = window.at(0);
    while (isBetween(c)) {
      window.skip(1);
      c = window.at(0);
    }
    return c >= 0;
  }

  /** Blanks, commas, the record separator of RFC 7464. */
  private static boolean isBetween(int c) {
    return c == '\n' || c == ' ' || c == '\r' || c == '\t' || c == ',' || c == 0x1e;
  }

  /** Reads what comes next. Whatever goes wrong with that costs it, and nothing else. */
  void next() {
    long before = window.moved;
    try {
      begin(window.at(0));
    } catch (RuntimeException | StackOverflowError e) {
      cut(inList ? Until.ELEMENT : documentsEnd(), Reasons.DECODER_FAILED, e.toString());
      if (window.moved == before) {
        window.skip(1);
      }
    }
  }

  private void begin(int c) {
    if (inList) {
      element(c);
    } else if (c == '{') {
      document();
    } else if (c == '[') {
      openList(1, false, false);
    } else {
      other();
    }
  }

  /** Tells of what is missing at the end. */
  void end() {
    if (window.failure != null && !failureTold) {
      failureTold = true;
      outlet.dead(Failures.reason(window.failure), window.failure.getMessage(), whole);
    } else if (inList && window.failure == null) {
      outlet.dead(Reasons.TRUNCATED, "the list of records isn't closed", new byte[0]);
    }
    inList = false;
  }

  private void document() {
    if (opening.likely() && opensList()) {
      return;
    }
    int end = attempt.parse();
    if (end < 0) {
      if (!opensList()) {
        cut(documentsEnd(), attempt.reason, attempt.detail);
      }
      return;
    }
    String[] values = scan.values;
    boolean list =
        values[Slots.RECORDS] != null
            || values[Slots.LOG_EVENTS] != null
            || values[Slots.EVENTS] != null;
    if (list && values[Slots.EVENT_NAME] == null && opensList()) {
      return;
    }
    documentEnds(end);
  }

  private void documentEnds(int end) {
    int lines = scan.lines;
    if (end - window.pos > maxRecord) {
      outlet.dead(Reasons.TOO_LARGE, attempt.tooLarge(), window.copy(maxRecord));
    } else if (inList && logEvents) {
      documents.takeLogEvent(window.buffer, window.pos, end);
    } else {
      documents.take(window.buffer, window.pos, end);
    }
    window.advance(end - window.pos, lines);
  }

  private boolean opensList() {
    if (!opening.find()) {
      return false;
    }
    openList(opening.length, opening.logEvents, true);
    return true;
  }

  private void openList(int length, boolean ofLogEvents, boolean inDocument) {
    inList = true;
    logEvents = ofLogEvents;
    closesDocument = inDocument;
    listStart = outlet.passed;
    window.skip(length);
  }

  private void element(int c) {
    if (c == ']') {
      window.skip(1);
      closeList();
    } else if (c == '{') {
      int end = attempt.parse();
      if (end < 0) {
        cut(Until.ELEMENT, attempt.reason, attempt.detail);
      } else {
        documentEnds(end);
      }
    } else {
      cut(Until.ELEMENT, Reasons.MALFORMED_JSON, "no record where the list should have one");
    }
  }

  private void closeList() {
    inList = false;
    if (outlet.passed == listStart) {
      outlet.dead(Reasons.NO_RECORDS, "a list without records", new byte[0]);
    }
    if (closesDocument) {
      closeDocument();
    }
  }

  /** What follows the list in its document are further keys, or the list was none. */
  private void closeDocument() {
    boolean keys = hasNext() && (window.at(0) == '"' || window.at(0) == '}');
    byte[] rest = cutter.cut(Until.CLOSED);
    boolean closed = keys && rest[rest.length - 1] == '}';
    if (closed || window.failure != null) {
      return;
    }
    if (cutter.toEnd) {
      outlet.dead(Reasons.TRUNCATED, "the document around the records isn't closed", rest);
    } else {
      outlet.dead(Reasons.MALFORMED_JSON, "no end where the list of records ends", rest);
    }
  }

  /** Neither object nor list: base64, or no form that is known. */
  private void other() {
    if (window.at(0) == 0xef && window.at(1) == 0xbb && window.at(2) == 0xbf) {
      window.skip(3);
      return;
    }
    if (!Texts.isBase64(window)) {
      boolean utf16 = Attempt.isUtf16(window);
      cut(
          Until.DOCUMENT,
          utf16 ? Reasons.NOT_UTF_8 : Reasons.MALFORMED_JSON,
          utf16 ? "UTF-16 or UTF-32" : "neither JSON nor gzip nor base64");
      return;
    }
    byte[] line = cutter.cut(Until.LINE);
    if (cutter.length > line.length) {
      outlet.dead(Reasons.TOO_LARGE, attempt.tooLarge(), line);
    } else {
      texts.takeBase64(line);
    }
  }

  private void cut(Until until, String why, String inDetail) {
    String reason = why;
    String detail = inDetail;
    byte[] bytes = cutter.cut(until, why.equals(Reasons.TOO_DEEP) ? scan.read : 0);
    if (cutter.toEnd && window.failure != null) {
      failureTold = true;
      reason = Failures.reason(window.failure);
      detail = window.failure.getMessage();
    } else if (cutter.length > bytes.length) {
      reason = Reasons.TOO_LARGE;
      detail = attempt.tooLarge() + "; it has " + cutter.length;
    } else if (cutter.toEnd && inList) {
      reason = Reasons.TRUNCATED;
    }
    // What was cut to the end is the whole rest: nothing is missing besides.
    inList &= !cutter.toEnd;
    outlet.dead(reason, detail, bytes);
  }

  /** Where a document that can't be read ends: one that spans lines begins with a line break. */
  private Until documentsEnd() {
    int i = 1;
    while (i < LONGEST_GAP && (window.at(i) == ' ' || window.at(i) == '\r')) {
      i++;
    }
    return window.at(i) == '\n' ? Until.DOCUMENT : Until.LINE;
  }
}
