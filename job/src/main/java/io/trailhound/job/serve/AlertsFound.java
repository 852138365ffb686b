package io.trailhound.job.serve;

import io.trailhound.job.alert.AlertDocument;
import java.util.List;

/**
 * One page of alerts, the newest first.
 *
 * @param next where the next page begins; null behind the last one
 * @param notes what the reader has to know besides: what's left out, what can't be read
 * @param pending whether there's more to be had in a moment
 */
public record AlertsFound(
    List<AlertDocument> alerts, AlertPosition next, List<String> notes, boolean pending) {}
