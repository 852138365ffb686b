package io.trailhound.job.serve;

/**
 * What the browser gets.
 *
 * @param type of the body, as HTTP calls it
 */
record PageAnswer(int status, String type, String body) {
  static PageAnswer html(int status, String body) {
    return new PageAnswer(status, "text/html; charset=utf-8", body);
  }

  static PageAnswer text(int status, String body) {
    return new PageAnswer(status, "text/plain; charset=utf-8", body + "\n");
  }
}
