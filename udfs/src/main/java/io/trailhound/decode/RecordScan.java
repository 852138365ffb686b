package io.trailhound.decode;

import io.trailhound.model.CloudTrailEvent;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One JSON object in, the wanted values out: read by {@link QuickReader}, and what that doesn't
 * take by {@link CarefulReader}, from its beginning. So what is found is what the careful one
 * finds, of every document.
 */
final class RecordScan {
  /** Texts by {@link Slots}; null where missing or JSON null. */
  final String[] values;

  final Places places;

  /** Lines that the document spans besides its first. */
  int lines;

  private final RecordValues found;
  private final Optional<QuickReader> quick;
  private final CarefulReader careful;

  /**
   * @param quick empty to read all with {@code careful}
   */
  RecordScan(RecordValues found, Optional<QuickReader> quick, CarefulReader careful) {
    this.found = found;
    this.quick = quick;
    this.careful = careful;
    values = found.values;
    places = found.places;
  }

  /**
   * Reads the object that begins at {@code from}.
   *
   * @return where it ends
   * @throws IOException when there is no whole, well-formed object before {@code end}
   */
  int parse(byte[] buffer, int from, int end) throws IOException {
    if (quick.isPresent()) {
      int behind = quick.get().read(buffer, from, end);
      if (behind >= 0) {
        lines = quick.get().lines();
        return behind;
      }
    }
    int behind = careful.read(buffer, from, end);
    lines = careful.lines;
    return behind;
  }

  /** Whether the text in {@code slot} may be one that stands for no value. */
  boolean mayBePlaceholder(int slot) {
    return found.mayBePlaceholder(slot);
  }

  /** All values, by slot, where a list had several; null when there is no such list. */
  Map<Integer, List<String>> lists() {
    return found.lists;
  }

  /** All values of {@code slot}. */
  List<String> all(int slot) {
    String first = values[slot];
    List<String> one = first == null ? List.of() : List.of(first);
    return found.lists == null ? one : found.lists.getOrDefault(slot, one);
  }

  /** Takes {@code all} for what the document has in {@code slot}. */
  void replace(int slot, List<String> all) {
    if (found.lists != null) {
      found.lists.remove(slot);
    }
    values[slot] = null;
    for (String value : all) {
      if (values[slot] == null) {
        found.take(slot, value, value.length());
      } else {
        found.more(slot, value);
      }
    }
  }

  /** How many bytes of a document that is too deep were read until that showed. */
  long read() {
    return careful.read;
  }

  /** The values of the extra fields; the caller's own. */
  String[][] extras() {
    return found.extras.all();
  }

  /** Whether the extra fields of {@code event}, the last document, may be more than were read. */
  boolean mayLack(CloudTrailEvent event) {
    return found.unread.mayLack(event);
  }

  /** Reads the extra fields of {@code document} again, whatever its action. */
  String[][] allExtras(byte[] document) throws IOException {
    found.unread.skipping = false;
    try {
      parse(document, 0, document.length);
    } finally {
      found.unread.skipping = true;
    }
    return extras();
  }
}
