package io.trailhound.decode.scan;

/**
 * JSON in bytes in, where its parts end out, without making anything of them. It takes less than
 * JSON allows and nothing else: what it passes over is well formed, down to escapes and UTF-8, and
 * what is {@link #ODD} to it may be either.
 *
 * <p>Positions are those of the array; each method takes where something begins and gives where it
 * ends.
 */
public final class JsonBytes {
  /** In place of a position: broken, or not what this takes. */
  public static final int ODD = -1;

  /** Stands for what is behind the end: no part of JSON. */
  private static final int NOTHING = 0;

  /** A block that no text begins in. */
  private static final int NOWHERE = -Special.BLOCK;

  /** {@link #behindValue} knows each level by a bit. */
  private static final int DEEPEST = Long.SIZE - 1;

  private static final long TRUE = Words.of("true");
  private static final long FALSE = Words.of("false");
  private static final long NULL = Words.of("null");

  private final int deepest;
  private byte[] bytes = {};
  private int end;
  private int lines;

  /** Where the block begins that was looked at last; most texts end where the one before did. */
  private int block;

  /** Of that block. */
  private long special;

  /**
   * @param deepest levels of objects and lists in each other; more are odd. At most 63 are taken
   */
  public JsonBytes(int deepest) {
    this.deepest = Math.min(deepest, DEEPEST);
  }

  /** Looks at {@code content} up to {@code to} from now on. */
  public void wrap(byte[] content, int to) {
    bytes = content;
    end = to;
    lines = 0;
    block = NOWHERE;
  }

  /** Line breaks met between tokens since {@link #wrap}. */
  public int lines() {
    return lines;
  }

  /** The byte at {@code i}, negative beyond ASCII; 0 behind the end. */
  public int at(int i) {
    return i < end ? bytes[i] : NOTHING;
  }

  /** The first that is no blank. A carriage return is odd, so none is passed over. */
  public int next(int from) {
    return at(from) > ' ' ? from : behindBlanks(from);
  }

  private int behindBlanks(int from) {
    int i = from;
    for (int c = at(i); c == ' ' || c == '\n' || c == '\t'; c = at(++i)) {
      if (c == '\n') {
        lines++;
      }
    }
    return i;
  }

  /** The first byte of a text that isn't a character by itself: its end, as a rule. */
  public int plainEnd(int from) {
    int into = from - block;
    if (into < 0 || into >= Special.BLOCK) {
      return plainEndFurther(from);
    }
    long marks = special & (-1L << into);
    return marks == 0
        ? plainEndFurther(block + Special.BLOCK)
        : block + Long.numberOfTrailingZeros(marks);
  }

  private int plainEndFurther(int from) {
    int i = from;
    for (; i + Special.BLOCK <= end; i += Special.BLOCK) {
      special = Special.in(bytes, i);
      if (special != 0) {
        block = i;
        return i + Long.numberOfTrailingZeros(special);
      }
    }
    block = NOWHERE;
    while (i < end && Special.isPlain(bytes[i])) {
      i++;
    }
    return i;
  }

  /** Behind the text whose quote is at {@code quote}. */
  public int behindText(int quote) {
    int i = plainEnd(quote + 1);
    while (at(i) != '"') {
      i = at(i) == '\\' ? behindEscape(i) : beyondAscii(i);
      if (i < 0) {
        return ODD;
      }
      i = plainEnd(i);
    }
    return i + 1;
  }

  private int beyondAscii(int i) {
    return at(i) < 0 ? Utf8.behind(bytes, i, end) : ODD;
  }

  private int behindEscape(int i) {
    return switch (at(i + 1)) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> i + 2;
      case 'u' -> behindUnit(i + 2);
      default -> ODD;
    };
  }

  private int behindUnit(int from) {
    for (int i = from; i < from + 4; i++) {
      if (Character.digit(at(i), 16) < 0) {
        return ODD;
      }
    }
    return from + 4;
  }

  /** Behind a text, number, {@code true}, {@code false} or {@code null}. */
  public int behindScalar(int i) {
    return switch (at(i)) {
      case '"' -> behindText(i);
      case 't' -> behindWord(i, "true", TRUE);
      case 'f' -> behindWord(i, "false", FALSE);
      case 'n' -> behindWord(i, "null", NULL);
      default -> behindNumber(i);
    };
  }

  private int behindWord(int from, String word, long letters) {
    int behind = from + word.length();
    return behind <= end && Words.first(bytes, from, word.length()) == letters ? behind : ODD;
  }

  private int behindNumber(int from) {
    int whole = at(from) == '-' ? from + 1 : from;
    int i = at(whole) == '0' ? whole + 1 : behindDigits(whole);
    if (i > 0 && at(i) == '.') {
      i = behindDigits(i + 1);
    }
    if (i > 0 && (at(i) == 'e' || at(i) == 'E')) {
      int sign = at(i + 1);
      i = behindDigits(sign == '-' || sign == '+' ? i + 2 : i + 1);
    }
    return i;
  }

  private int behindDigits(int from) {
    int i = from;
    while (at(i) >= '0' && at(i) <= '9') {
      i++;
    }
    return i == from ? ODD : i;
  }

  /**
   * Where the value of a key begins.
   *
   * @param behind where the key ends
   */
  public int valueOf(int behind) {
    if (behind < 0) {
      return ODD;
    }
    int colon = next(behind);
    return at(colon) == ':' ? next(colon + 1) : ODD;
  }

  /**
   * Behind any value.
   *
   * @param level how many objects and lists are around it
   */
  public int behindValue(int from, int level) {
    int i = from;
    long kinds = 0;
    int depth = 0;
    while (true) {
      int c = at(i);
      if (c == '{' || c == '[') {
        if (level + ++depth > deepest) {
          return ODD;
        }
        kinds = (kinds << 1) | (c == '{' ? 1 : 0);
        i = next(i + 1);
        if (at(i) != closing(kinds)) {
          i = member(i, kinds);
          if (i < 0) {
            return ODD;
          }
          continue;
        }
      } else {
        i = behindScalar(i);
        if (i < 0 || depth == 0) {
          return i;
        }
        i = next(i);
      }
      while (at(i) == closing(kinds)) {
        kinds >>>= 1;
        if (--depth == 0) {
          return i + 1;
        }
        i = next(i + 1);
      }
      i = at(i) == ',' ? member(next(i + 1), kinds) : ODD;
      if (i < 0) {
        return ODD;
      }
    }
  }

  private static int closing(long kinds) {
    return (kinds & 1) != 0 ? '}' : ']';
  }

  /** Where the value of a list's element, or of an object's key, begins. */
  private int member(int i, long kinds) {
    if ((kinds & 1) == 0) {
      return i;
    }
    return at(i) == '"' ? valueOf(behindText(i)) : ODD;
  }
}
