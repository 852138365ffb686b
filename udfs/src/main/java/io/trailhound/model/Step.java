package io.trailhound.model;

/**
 * One step of a sequence alert.
 *
 * @param rule name of the referenced rule
 * @param time event time in milliseconds
 */
public record Step(String rule, long time, String eventId, String action) {}
