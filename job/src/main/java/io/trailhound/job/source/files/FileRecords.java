package io.trailhound.job.source.files;

import io.trailhound.decode.DecodedReader;
import io.trailhound.decode.Reasons;
import io.trailhound.model.DeadLetter;
import io.trailhound.model.Decoded;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A file's content in, all that can be read of it out, and then why the rest can't be. What was
 * read before a failure comes out whole: the decoder reads ahead, so it knows of the failure long
 * before it gets there.
 */
final class FileRecords implements AutoCloseable {
  private final DecodedReader records;
  private final ReadAhead.Content content;
  private final AtomicBoolean over;

  /** The decoder's letter of the record that the failure cut, or null. */
  private DeadLetter cut;

  /**
   * @param over whether nobody wants more: what is cut then is no fault of the file's
   */
  FileRecords(DecodedReader records, ReadAhead.Content content, AtomicBoolean over) {
    this.records = records;
    this.content = content;
    this.over = over;
  }

  /** Passes over the first {@code emitted}; the decoder gives the same again in the same order. */
  void skip(long emitted) {
    while (records.ordinal() < emitted && records.next() != null) {}
  }

  /**
   * The next event or dead letter, null at the end.
   *
   * @throws IOException what ended the content early, once all before it is out
   */
  Decoded next() throws IOException {
    Decoded record = records.next();
    IOException failure = content.failure();
    if (failure == null || (record != null && record.event() != null)) {
      return record;
    }
    if (record != null && !over.get() && !isOfFailure(record.deadLetter())) {
      return record;
    }
    cut = record == null ? null : record.deadLetter();
    throw failure;
  }

  private static boolean isOfFailure(DeadLetter letter) {
    return letter.reason().equals(Reasons.UNREADABLE);
  }

  /** The letter of a file whose content ended early: with the bytes of the record that was cut. */
  DeadLetter letter(String detail, String source) {
    boolean hasBytes = cut != null && cut.raw().length > 0;
    return new DeadLetter(
        Reasons.UNREADABLE,
        detail,
        hasBytes ? cut.source() : source + 0,
        hasBytes ? cut.raw() : new byte[0]);
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
