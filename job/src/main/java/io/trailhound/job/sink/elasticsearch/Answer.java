package io.trailhound.job.sink.elasticsearch;

import java.util.List;

/**
 * What became of the documents of one request. Those in neither list are in the index, or a newer
 * revision of them is.
 *
 * @param refused for good
 * @param again to be sent again
 * @param trouble why, in the server's words; null when there's nothing to send again
 * @param tooMuch whether a smaller request may pass
 */
record Answer(List<Refused> refused, List<IndexedDocument> again, String trouble, boolean tooMuch) {

  /**
   * @param reason in the server's words
   */
  record Refused(IndexedDocument document, String reason) {}

  static Answer none(List<IndexedDocument> sent, String trouble) {
    return new Answer(List.of(), sent, trouble, false);
  }

  static Answer smaller(List<IndexedDocument> sent, String trouble) {
    return new Answer(List.of(), sent, trouble, true);
  }
}
