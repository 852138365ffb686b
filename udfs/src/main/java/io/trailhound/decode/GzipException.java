package io.trailhound.decode;

import java.io.IOException;

/** Compressed data that can't be unpacked. */
class GzipException extends IOException {
  private static final long serialVersionUID = 1L;

  GzipException(String message) {
    super(message);
  }

  /** Compressed data that unpack to more than is taken. */
  static final class Bomb extends GzipException {
    private static final long serialVersionUID = 1L;

    Bomb(String message) {
      super(message);
    }
  }
}
