package io.trailhound.rules.condition;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalField;
import java.util.Locale;

/** A time as CloudTrail writes it in, its hour and the like in UTC out: Sigma's time modifiers. */
public enum TimePart {
  MINUTE(ChronoField.MINUTE_OF_HOUR),
  HOUR(ChronoField.HOUR_OF_DAY),
  DAY(ChronoField.DAY_OF_MONTH),
  WEEK(IsoFields.WEEK_OF_WEEK_BASED_YEAR),
  MONTH(ChronoField.MONTH_OF_YEAR),
  YEAR(ChronoField.YEAR);

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ISO_DATE_TIME.withZone(ZoneOffset.UTC).withLocale(Locale.ROOT);
  private static final int LONGEST = 40;

  @SuppressWarnings("ImmutableEnumChecker") // constants of the JDK
  private final TemporalField field;

  TimePart(TemporalField field) {
    this.field = field;
  }

  /** The part that the modifier of this name asks for, or null. */
  public static TimePart of(String modifier) {
    for (TimePart part : values()) {
      if (part.modifier().equals(modifier)) {
        return part;
      }
    }
    return null;
  }

  public String modifier() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** This part of {@code time} as text; empty when that is no time. */
  String in(String time) {
    if (time.length() > LONGEST) {
      return "";
    }
    try {
      ZonedDateTime utc = TIME.parse(time, ZonedDateTime::from).withZoneSameInstant(ZoneOffset.UTC);
      return String.valueOf(utc.get(field));
    } catch (DateTimeException e) {
      return "";
    }
  }

  /**
   * Refuses what no time has, such as hour 24.
   *
   * @throws IllegalArgumentException with what would be right
   */
  public void check(BigDecimal number) {
    try {
      if (field.range().isValidValue(number.longValueExact())) {
        return;
      }
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(modifier() + " is a whole number", e);
    }
    throw new IllegalArgumentException(modifier() + " is a number in " + field.range());
  }
}
