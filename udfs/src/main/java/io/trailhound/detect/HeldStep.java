package io.trailhound.detect;

import io.trailhound.model.Signal;

/**
 * A step that {@link SequenceSteps} holds.
 *
 * @param sent whether it was looked at for final chains
 */
public record HeldStep(Signal step, boolean sent) {}
