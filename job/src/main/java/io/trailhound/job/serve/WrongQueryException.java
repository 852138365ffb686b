package io.trailhound.job.serve;

/** A part of an address that says nothing. */
final class WrongQueryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WrongQueryException(String name, String value, String right) {
    super("%s is '%s'. Right would be: %s.".formatted(name, value, right));
  }
}
