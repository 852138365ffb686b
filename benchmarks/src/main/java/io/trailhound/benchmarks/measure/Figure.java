package io.trailhound.benchmarks.measure;

/**
 * Something counted, such as bytes.
 *
 * @param goal what it is to be at most; 0 for none
 */
public record Figure(String key, String name, double value, double goal) {}
