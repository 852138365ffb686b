package io.trailhound.job.source.listing;

/**
 * A file as a listing shows it.
 *
 * @param id its real path: the same file under two names has one
 * @param modified milliseconds since the epoch
 */
public record FoundFile(InputFile file, String id, long modified) {}
