package io.trailhound.job.config;

/**
 * A mistake in the configuration; the message says what, where, and what would be right. It has no
 * stack trace: where in the code it was found helps nobody.
 */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ConfigException(String message) {
    super(message, null, false, false);
  }
}
