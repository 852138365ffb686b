package io.trailhound.rules.condition;

/** Numbers in, their texts out: the same object as last time where it was met lately. */
final class NumberTexts {
  /** A power of two; a trail is from some hundred networks. */
  private static final int SIZE = 1 << 9;

  private final long[] met = new long[SIZE];
  private final String[] texts = new String[SIZE];

  String of(long number) {
    int place = Long.hashCode(number) & (SIZE - 1);
    if (texts[place] == null || met[place] != number) {
      met[place] = number;
      texts[place] = Long.toString(number);
    }
    return texts[place];
  }
}
