package io.trailhound.job.sink.elasticsearch;

import io.trailhound.job.sink.OneAtATime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.apache.flink.connector.base.sink.writer.Batch;
import org.apache.flink.connector.base.sink.writer.RequestBuffer;
import org.apache.flink.connector.base.sink.writer.RequestEntryWrapper;
import org.apache.flink.connector.base.sink.writer.strategy.RequestInfo;

/**
 * Documents that wait for their turn: what decides for {@code AsyncSinkWriter} when a request may
 * go and what is in it.
 *
 * <p>One request at a time, sent as soon as there's a document; the next takes all that gathered
 * meanwhile. So a single alert doesn't wait for others, and many go together. A request that waits
 * for its next attempt holds the turn.
 */
final class Waiting extends OneAtATime<IndexedDocument> {
  private static final long MOST_BYTES = 5L << 20;
  static final int MOST_DOCUMENTS = 1000;

  private final Deque<RequestEntryWrapper<IndexedDocument>> documents = new ArrayDeque<>();
  private long bytes;
  private int mostDocuments = MOST_DOCUMENTS;

  /** The next request shall be smaller than this one, which was too much for the server. */
  void refused(int size) {
    mostDocuments = Math.max(1, size / 2);
  }

  void accepted() {
    mostDocuments = Math.min(MOST_DOCUMENTS, 2 * mostDocuments);
  }

  @Override
  public Batch<IndexedDocument> createNextBatch(
      RequestInfo info, RequestBuffer<IndexedDocument> ignored) {
    List<IndexedDocument> batch = new ArrayList<>();
    long size = 0;
    while (!documents.isEmpty()
        && batch.size() < mostDocuments
        && (batch.isEmpty() || size + documents.peek().getSize() <= MOST_BYTES)) {
      RequestEntryWrapper<IndexedDocument> next = poll();
      size += next.getSize();
      batch.add(next.getRequestEntry());
    }
    return new Batch<>(batch, size);
  }

  @Override
  protected boolean isReady() {
    return !documents.isEmpty();
  }

  @Override
  public void add(RequestEntryWrapper<IndexedDocument> document, boolean first) {
    if (first) {
      documents.addFirst(document);
    } else {
      documents.addLast(document);
    }
    bytes += document.getSize();
  }

  @Override
  public RequestEntryWrapper<IndexedDocument> poll() {
    RequestEntryWrapper<IndexedDocument> next = documents.poll();
    bytes -= next == null ? 0 : next.getSize();
    return next;
  }

  @Override
  public RequestEntryWrapper<IndexedDocument> peek() {
    return documents.peek();
  }

  @Override
  public int size() {
    return documents.size();
  }

  @Override
  public Collection<RequestEntryWrapper<IndexedDocument>> getBufferedState() {
    return new ArrayList<>(documents);
  }

  @Override
  public long totalSizeInBytes() {
    return bytes;
  }
}
