package io.trailhound.decode;

/** The list of records or log events that a {@link Splitter} is in, if it's in one. */
final class OpenList {
  boolean open;
  boolean ofLogEvents;

  /** Whether a document has to be closed behind it. */
  boolean inDocument;

  /** How many events and letters had come out before it. */
  long passedBefore;

  void begin(boolean logEvents, boolean document, long passed) {
    open = true;
    ofLogEvents = logEvents;
    inDocument = document;
    passedBefore = passed;
  }
}
