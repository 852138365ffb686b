package io.trailhound.job.sink.elasticsearch;

import java.io.Serializable;

/**
 * One revision of an alert on its way to the server.
 *
 * @param id the alert's, and the document's {@code _id}
 * @param version what {@link Revision} says: the server keeps the greatest
 * @param json the document, in UTF-8
 */
public record IndexedDocument(String index, String id, long version, byte[] json)
    implements Serializable {
  private static final long serialVersionUID = 1L;
}
