package io.trailhound.decode;

import java.io.EOFException;
import java.io.IOException;

/** What ended an input early in, the reason of its dead letter out. */
final class Failures {
  private Failures() {}

  static String reason(IOException failure) {
    if (failure instanceof GzipException.Bomb) {
      return Reasons.GZIP_BOMB;
    }
    boolean gzip = failure instanceof GzipException || failure instanceof EOFException;
    return gzip ? Reasons.BROKEN_GZIP : Reasons.UNREADABLE;
  }
}
