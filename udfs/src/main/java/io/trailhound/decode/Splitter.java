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
  private final ByteWindow window;
  private final Outlet outlet;
  private final RecordScan scan;
  private final Documents documents;
  private final Texts texts;
  private final Cutter cutter;
  private final ListOpening opening;
  private final OpenList list = new OpenList();
  private final Attempt attempt;
  private final Rejects rejects;
  private final int maxRecord;

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
    rejects = new Rejects(window, outlet, cutter, attempt, scan);
  }

  /**
   * Makes ready for the window's new content.
   *
   * @param message what a dead letter shows when unpacking fails
   */
  void restart(byte[] message) {
    list.open = false;
    rejects.restart(message);
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
      Until until = list.open ? Until.ELEMENT : rejects.documentsEnd();
      rejects.cutFailed(until, e.toString(), list);
      if (window.moved == before) {
        window.skip(1);
      }
    }
  }

  private void begin(int c) {
    if (list.open) {
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
    rejects.end(list);
  }

  private void document() {
    if (opening.likely() && opensList()) {
      return;
    }
    int end = attempt.parse();
    if (end < 0) {
      if (!opensList()) {
        rejects.cutUnread(rejects.documentsEnd(), list);
      }
      return;
    }
    String[] values = scan.values;
    boolean ofRecords =
        values[Slots.RECORDS] != null
            || values[Slots.LOG_EVENTS] != null
            || values[Slots.EVENTS] != null;
    if (ofRecords && values[Slots.EVENT_NAME] == null && opensList()) {
      return;
    }
    documentEnds(end);
  }

  private void documentEnds(int end) {
    int lines = scan.lines;
    if (end - window.pos > maxRecord) {
      outlet.dead(Reasons.TOO_LARGE, attempt.tooLarge(), window.copy(maxRecord));
    } else if (list.open && list.ofLogEvents) {
      documents.takeLogEvent(window.buffer, window.pos, end);
    } else {
      documents.take(window.buffer, window.pos, end);
    }
    window.advance(end - window.pos, lines);
  }

  private boolean opensList() {
    if (!opening.find(1)) {
      return false;
    }
    openList(opening.length, opening.logEvents, true);
    return true;
  }

  private void openList(int length, boolean ofLogEvents, boolean inDocument) {
    list.begin(ofLogEvents, inDocument, outlet.passed);
    window.skip(length);
  }

  private void element(int c) {
    if (c == ']') {
      window.skip(1);
      closeList();
    } else if (c == '{') {
      int end = attempt.parse();
      if (end < 0) {
        rejects.cutUnread(Until.ELEMENT, list);
      } else {
        documentEnds(end);
      }
    } else {
      rejects.cut(
          Until.ELEMENT, Reasons.MALFORMED_JSON, "no record where the list should have one", list);
    }
  }

  private void closeList() {
    list.open = false;
    if (outlet.passed == list.passedBefore) {
      outlet.dead(Reasons.NO_RECORDS, "a list without records", new byte[0]);
    }
    if (list.inDocument) {
      boolean more = hasNext();
      // Another list of the same document: what two exports were merged into, or a key given twice.
      if (more && opening.find(0)) {
        openList(opening.length, opening.logEvents, true);
      } else {
        rejects.closeDocument(more && (window.at(0) == '"' || window.at(0) == '}'));
      }
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
      rejects.cut(
          Until.DOCUMENT,
          utf16 ? Reasons.NOT_UTF_8 : Reasons.MALFORMED_JSON,
          utf16 ? "UTF-16 or UTF-32" : "neither JSON nor gzip nor base64",
          list);
      return;
    }
    byte[] line = cutter.cut(Until.LINE);
    if (cutter.length > line.length) {
      outlet.dead(Reasons.TOO_LARGE, attempt.tooLarge(), line);
    } else {
      texts.takeBase64(line);
    }
  }
}
