package io.trailhound.model;

/**
 * Input that could not become an event, or an event that came too late: never dropped, always
 * written out with its reason (RULES.md section 6).
 *
 * @param reason a short constant, fit to be a metric's label: {@code malformed-json}, {@code late}
 * @param detail one sentence for a person
 * @param source {@code topic-partition-offset} or {@code file:line}
 * @param raw the original bytes
 */
public record DeadLetter(String reason, String detail, String source, byte[] raw) {}
