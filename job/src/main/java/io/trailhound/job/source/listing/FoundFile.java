package io.trailhound.job.source.listing;

/**
 * A file as a listing shows it.
 *
 * @param id its real path, in S3 in one spelling: the same file under two names has one
 * @param modified milliseconds since the epoch
 */
public record FoundFile(InputFile file, String id, long modified) {}
