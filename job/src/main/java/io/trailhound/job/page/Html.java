package io.trailhound.job.page;

import io.trailhound.text.TerminalText;
import java.util.Locale;

/** Text out of events, made fit for a page, also between an attribute's quotes. */
public final class Html {
  private Html() {}

  public static String text(String text) {
    // What's invisible or turns the text's direction is shown as what it is.
    return TerminalText.escape(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** Of several lines. */
  public static String lines(String text) {
    return text.lines().map(Html::text).reduce((a, b) -> a + "\n" + b).orElse("");
  }

  public static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
