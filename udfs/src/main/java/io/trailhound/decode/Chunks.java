package io.trailhound.decode;

/**
 * Where a {@link ByteWindow} has the arrays from that it reads into. Events point into them, so
 * what was read once isn't written over.
 */
interface Chunks {
  /** Bytes of an array. */
  int SIZE = 1 << 17;

  /** A new one each time. */
  Chunks FRESH =
      new Chunks() {
        @Override
        public byte[] take() {
          return new byte[SIZE];
        }

        @Override
        public void end(byte[] chunk) {
          // The collector's.
        }
      };

  /** An array of {@link #SIZE}, whatever is in it. */
  byte[] take();

  /** Nothing more is read into {@code chunk}, which may be larger than those taken here. */
  void end(byte[] chunk);
}
