package io.trailhound.job.source.listing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The exception that Flink's plugin for S3 made of an answer in, the answer out. Its class lies in
 * the plugin's own class loader, so the message is all that can be read here.
 *
 * @param status of HTTP
 * @param code S3's own, {@code AccessDenied} for one
 */
public record StoreAnswer(int status, String code, String text) {
  private static final Pattern FORM =
      Pattern.compile(
          "(.*) \\(Service: [^;]*; Status Code: (\\d{3}); Error Code: ([^;]*);.*", Pattern.DOTALL);

  /** Null when there was none: no network, or another file system. */
  public static StoreAnswer in(Throwable failure) {
    StoreAnswer answer = null;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      Matcher form = FORM.matcher(String.valueOf(cause.getMessage()));
      if (form.matches()) {
        answer = new StoreAnswer(Integer.parseInt(form.group(2)), form.group(3), form.group(1));
      }
    }
    return answer;
  }

  /** Whether it's about this object, whatever the others are: it's gone, or it's in Glacier. */
  public boolean isOfTheObjectAlone() {
    return code.equals("NoSuchKey") || code.equals("InvalidObjectState");
  }

  /**
   * Whether asking again brings the same. Too many requests, and a server in need, come to pass.
   */
  public boolean isRefusal() {
    return status / 100 == 4 && status != 408 && status != 429;
  }

  @Override
  public String toString() {
    return text + " (" + code + ", " + status + ")";
  }
}
