package io.trailhound.job.source;

/**
 * A file as a listing shows it.
 *
 * @param id its real path: the same file under two names has one
 * @param modified milliseconds since the epoch
 */
record FoundFile(InputFile file, String id, long modified) {}
