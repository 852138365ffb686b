package io.trailhound.job.config;

/** A mistake in the configuration; the message says what, where, and what would be right. */
public final class ConfigException extends RuntimeException {
  public ConfigException(String message) {
    super(message);
  }
}
