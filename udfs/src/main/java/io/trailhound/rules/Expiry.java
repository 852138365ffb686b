package io.trailhound.rules;

import java.io.Serializable;

/**
 * The end of a filter's exception. It goes by the time of the event, so that a replay excepts what
 * was excepted then.
 *
 * @param filter where the filter stands, file and line
 * @param end the first moment of which events aren't excepted any more, milliseconds since the
 *     epoch
 * @param reason why there is the exception; null where nobody says
 */
public record Expiry(String filter, long end, String reason) implements Serializable {}
