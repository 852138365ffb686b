package io.trailhound.detect;

import io.trailhound.model.Signal;

/**
 * A step that {@link SequenceSteps} holds.
 *
 * @param sent whether CEP has it
 */
public record HeldStep(Signal step, boolean sent) {}
