package io.trailhound.decode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.trailhound.decode.Cutter.Until;
import java.io.IOException;

/**
 * The bytes of one message or file in, event by event and dead letter by dead letter out. Documents
 * aren't cut out first: the JSON parser begins where one begins and says where it ended, so that
 * lines, documents that span lines, documents without a line break between them and the elements of
 * a list all cost one pass. Only what fails to parse is cut out, by {@link Cutter}.
 */
final class Splitter {
  /** A token that the window's end may have cut is no longer than this, strings apart. */
  private static final int TOKEN = 32;

  private final ByteWindow window;
  private final Outlet outlet;
  private final RecordScan scan;
  private final Documents documents;
  private final Texts texts;
  private final Cutter cutter;
  private final ListOpening opening;
  private final int maxRecord;

  private byte[] whole;
  private boolean inList;
  private boolean logEvents;
  private boolean closesDocument;
  private long listStart;
  private boolean failureTold;
  private String reason;
  private String detail;

  Splitter(Context context, ByteWindow window, Outlet outlet, int depth) {
    this.window = window;
    this.outlet = outlet;
    maxRecord = context.limits().maxRecordBytes();
    scan = context.scan();
    texts = new Texts(context, outlet, depth);
    documents = new Documents(scan, outlet, context, texts::take);
    cutter = new Cutter(window, maxRecord);
    opening = new ListOpening(window);
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

  /** Reads what comes next. */
  void next() {
    int c = window.at(0);
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
    int end = parse();
    if (end < 0) {
      if (!opensList()) {
        cut(spansLines() ? Until.DOCUMENT : Until.LINE);
      }
      return;
    }
    String[] values = scan.values;
    boolean list = values[Slots.RECORDS] != null || values[Slots.LOG_EVENTS] != null;
    if (list && values[Slots.EVENT_NAME] == null && opensList()) {
      return;
    }
    documentEnds(end);
  }

  private void documentEnds(int end) {
    int lines = scan.lines;
    if (end - window.pos > maxRecord) {
      outlet.dead(Reasons.TOO_LARGE, tooLarge(), window.copy(maxRecord));
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
      int end = parse();
      if (end < 0) {
        cut(Until.ELEMENT);
      } else {
        documentEnds(end);
      }
    } else {
      reason = Reasons.MALFORMED_JSON;
      detail = "no record where the list should have one";
      cut(Until.ELEMENT);
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
    reason = Reasons.MALFORMED_JSON;
    detail = "neither JSON nor gzip nor base64";
    if (!Texts.isBase64(window)) {
      cut(Until.DOCUMENT);
      return;
    }
    byte[] line = cutter.cut(Until.LINE);
    if (cutter.length > line.length) {
      outlet.dead(Reasons.TOO_LARGE, tooLarge(), line);
    } else {
      texts.takeBase64(line);
    }
  }

  private void cut(Until until) {
    byte[] bytes = cutter.cut(until);
    if (cutter.toEnd && window.failure != null) {
      failureTold = true;
      reason = Failures.reason(window.failure);
      detail = window.failure.getMessage();
    } else if (cutter.length > bytes.length) {
      reason = Reasons.TOO_LARGE;
      detail = tooLarge() + "; it has " + cutter.length;
    } else if (cutter.toEnd && inList) {
      reason = Reasons.TRUNCATED;
    }
    // What was cut to the end is the whole rest: nothing is missing besides.
    inList &= !cutter.toEnd;
    outlet.dead(reason, detail, bytes);
  }

  private boolean spansLines() {
    int i = 1;
    while (window.at(i) == ' ' || window.at(i) == '\r') {
      i++;
    }
    return window.at(i) == '\n';
  }

  /** Where the object at the window's start ends; -1 and the reason when it can't be read. */
  private int parse() {
    while (true) {
      try {
        return scan.parse(window.buffer, window.pos, window.end);
      } catch (IOException | RuntimeException e) {
        boolean cutOff = cutOff(e);
        if (cutOff && more()) {
          continue;
        }
        explain(e, cutOff);
        return -1;
      }
    }
  }

  private boolean cutOff(Exception e) {
    if (e instanceof JsonEOFException) {
      return true;
    }
    return e instanceof JsonProcessingException json
        && json.getLocation() != null
        && json.getLocation().getByteOffset() > window.available() - TOKEN;
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
    if (e instanceof StreamConstraintsException) {
      reason = Reasons.TOO_DEEP;
    } else if (cutOff && window.available() > maxRecord) {
      reason = Reasons.TOO_LARGE;
      detail = tooLarge();
    } else {
      reason = Reasons.MALFORMED_JSON;
    }
  }

  private String tooLarge() {
    return "a record has more than " + maxRecord + " bytes";
  }
}
