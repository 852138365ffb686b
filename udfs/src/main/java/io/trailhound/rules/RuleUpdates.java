package io.trailhound.rules;

import java.io.Serializable;

/**
 * Where a running job learns of other lists and filters for its rules. The rules stay those of the
 * start: state and graph hang on them.
 */
public interface RuleUpdates extends Serializable {

  /** Begins to look; what was there before that counts from the first moment on. */
  Watch watch();

  /** What is found from then on. */
  interface Watch extends AutoCloseable {

    /**
     * The rules of the start with the lists and filters of now; null for those of the start. The
     * same object until there are others. Never waits.
     */
    RuleBook latest();

    /** How often changed files could not be read or used. */
    long failures();

    @Override
    void close();
  }
}
