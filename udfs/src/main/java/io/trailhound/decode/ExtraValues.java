package io.trailhound.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.trailhound.model.ExtraFields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The values of a record's extra fields one by one in, all of them by their slots out. */
final class ExtraValues {
  /** Whether every scalar of the record is wanted, too. */
  final boolean wholeText;

  private final int slots;
  private final int[] counts;
  private final List<String> words = new ArrayList<>();
  private String[][] values;

  ExtraValues(ExtraFields fields) {
    wholeText = fields.wholeText();
    slots = fields.slots();
    counts = new int[slots];
  }

  /** Another record begins. */
  void clear() {
    words.clear();
    values = slots == 0 ? null : new String[slots][];
    Arrays.fill(counts, 0);
  }

  void add(int slot, String text) {
    int count = counts[slot]++;
    if (count == 0) {
      values[slot] = new String[1];
    } else if (count == values[slot].length) {
      values[slot] = Arrays.copyOf(values[slot], 2 * count);
    }
    values[slot][count] = text;
  }

  /** Notes that a field is there; one that is null in one place and isn't in another, isn't. */
  void present(int slot, boolean isNull) {
    if (counts[slot] == 0) {
      add(slot, ExtraFields.NULL);
    }
    if (!isNull) {
      values[slot][0] = ExtraFields.THERE;
    }
  }

  /** Adds to the text of the whole record. */
  void word(String text) {
    words.add(text);
  }

  /** Adds every scalar from the token {@code first}, the current one, to its end. */
  void words(JsonParser parser, JsonToken first) throws IOException {
    int depth = 0;
    JsonToken token = first;
    while (true) {
      if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd()) {
        depth--;
      } else if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
        word(parser.getText());
      }
      if (depth == 0) {
        return;
      }
      token = parser.nextToken();
    }
  }

  /** How many values each slot has so far. */
  int[] counts() {
    return counts.clone();
  }

  /** The caller's own. */
  String[][] all() {
    for (int slot = 0; slot < slots; slot++) {
      if (counts[slot] > 0 && counts[slot] < values[slot].length) {
        values[slot] = Arrays.copyOf(values[slot], counts[slot]);
      }
    }
    if (wholeText && !words.isEmpty()) {
      values[slots - 1] = words.toArray(new String[0]);
    }
    return values;
  }
}
