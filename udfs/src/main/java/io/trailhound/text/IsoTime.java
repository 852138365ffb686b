package io.trailhound.text;

import java.time.LocalDate;
import java.time.YearMonth;

/**
 * An ISO 8601 time in, milliseconds out. Takes what real files hold: {@code T} or a space, any
 * number of fraction digits, {@code Z}, an offset or nothing (UTC). Written by hand because it's
 * called for every record; nearly all of them share their date with the one before. For one thread.
 */
public final class IsoTime {
  /** What can't be read. */
  public static final long NONE = Long.MIN_VALUE;

  private static final int DATE = 10;
  private static final int SECONDS = 19;
  private static final long DAY = 86_400_000L;

  private String lastDate = "";
  private long lastDay;

  /** Milliseconds since the epoch, rounded down, or {@link #NONE}. */
  public long parse(String text) {
    if (text.length() < SECONDS || text.length() > 40 || !shaped(text)) {
      return NONE;
    }
    int hour = two(text, 11);
    int minute = two(text, 14);
    int second = two(text, 17);
    long day = day(text);
    if (day == NONE || hour < 0 || hour > 23 || minute < 0 || minute > 59) {
      return NONE;
    }
    if (second < 0 || second > 60) {
      return NONE;
    }
    long time = day * DAY + hour * 3_600_000L + minute * 60_000L + second * 1000L;
    return withFraction(text, time);
  }

  private static boolean shaped(String text) {
    char between = text.charAt(DATE);
    return (between == 'T' || between == ' ' || between == 't')
        && text.charAt(4) == '-'
        && text.charAt(7) == '-'
        && text.charAt(13) == ':'
        && text.charAt(16) == ':';
  }

  private long day(String text) {
    if (text.startsWith(lastDate) && !lastDate.isEmpty()) {
      return lastDay;
    }
    int century = two(text, 0);
    int yearOfCentury = two(text, 2);
    int month = two(text, 5);
    int day = two(text, 8);
    if (century < 0 || yearOfCentury < 0 || month < 1 || month > 12 || day < 1) {
      return NONE;
    }
    int year = century * 100 + yearOfCentury;
    if (day > YearMonth.of(year, month).lengthOfMonth()) {
      return NONE;
    }
    lastDay = LocalDate.of(year, month, day).toEpochDay();
    lastDate = text.substring(0, DATE);
    return lastDay;
  }

  private static long withFraction(String text, long time) {
    int i = SECONDS;
    long millis = 0;
    if (i < text.length() && (text.charAt(i) == '.' || text.charAt(i) == ',')) {
      int first = ++i;
      for (int unit = 100; i < text.length() && isDigit(text.charAt(i)); i++, unit /= 10) {
        millis += (long) unit * (text.charAt(i) - '0');
      }
      if (i == first) {
        return NONE;
      }
    }
    long offset = offset(text, i);
    return offset == NONE ? NONE : time + millis - offset;
  }

  /** {@code Z}, {@code +hh}, {@code +hhmm}, {@code +hh:mm}, {@code UTC} or nothing. */
  private static long offset(String text, int from) {
    int i = from;
    if (i < text.length() && text.charAt(i) == ' ') {
      i++;
    }
    int rest = text.length() - i;
    if (rest == 0 || text.regionMatches(true, i, "Z", 0, rest) || text.endsWith("UTC")) {
      return rest == 0 || rest == 1 || rest == 3 ? 0 : NONE;
    }
    char sign = text.charAt(i);
    if ((sign != '+' && sign != '-') || rest < 3) {
      return NONE;
    }
    int hours = two(text, i + 1);
    int colon = rest > 3 && text.charAt(i + 3) == ':' ? 1 : 0;
    int minutes = rest == 3 ? 0 : two(text, i + 3 + colon);
    if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59) {
      return NONE;
    }
    if (rest != 3 && rest != 5 + colon) {
      return NONE;
    }
    long offset = hours * 3_600_000L + minutes * 60_000L;
    return sign == '-' ? -offset : offset;
  }

  private static int two(String text, int at) {
    if (at + 2 > text.length()) {
      return -1;
    }
    char tens = text.charAt(at);
    char ones = text.charAt(at + 1);
    return isDigit(tens) && isDigit(ones) ? (tens - '0') * 10 + (ones - '0') : -1;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
