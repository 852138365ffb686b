package io.trailhound.detect;

import io.trailhound.model.Signal;

/**
 * A step that {@link SequenceSteps} holds.
 *
 * @param sent whether it was looked at for final chains, in savepoints of before {@link Handed}
 *     said so of all up to a time
 */
public record HeldStep(Signal step, boolean sent) {}
