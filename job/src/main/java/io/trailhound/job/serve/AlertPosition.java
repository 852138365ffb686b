package io.trailhound.job.serve;

/**
 * Behind which alert a page goes on: the newest come first, of the same time in the order of ids.
 *
 * @param time in ms
 */
record AlertPosition(long time, String id) {

  /**
   * @param text as {@link #toString} writes it; null for none
   * @throws WrongQueryException when it isn't
   */
  static AlertPosition parse(String text) {
    if (text == null) {
      return null;
    }
    try {
      int dash = text.indexOf('.');
      return new AlertPosition(Long.parseLong(text.substring(0, dash)), text.substring(dash + 1));
    } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
      throw new WrongQueryException("after", text, "what the link to older alerts has");
    }
  }

  @Override
  public String toString() {
    return time + "." + id;
  }
}
