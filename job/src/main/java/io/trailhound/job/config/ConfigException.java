package io.trailhound.job.config;

import io.trailhound.text.UserMistake;

/** A mistake in the configuration. */
public final class ConfigException extends UserMistake {
  private static final long serialVersionUID = 1L;

  public ConfigException(String message) {
    super(message);
  }
}
