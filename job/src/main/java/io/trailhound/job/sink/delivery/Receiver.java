package io.trailhound.job.sink.delivery;

import java.io.Serializable;
import java.util.List;

/** Somebody who is told of alerts, with a connection: messages in, what became of each out. */
public interface Receiver extends AutoCloseable {
  /**
   * Sends messages of different alerts and waits for the answers, for a bounded time, in a thread
   * of its own.
   *
   * @return an outcome for each, in their order
   */
  List<Outcome> send(List<Outgoing> messages);

  @Override
  void close();

  /** How to reach one, made where the configuration is read and opened where the sink runs. */
  interface Address extends Serializable {
    /** A word for metrics' operators, reasons of dead letters and the log: {@code webhook}. */
    String name();

    /** So many messages are sent together. */
    int together();

    /** So many bytes are sent together; one message alone may have more. */
    long bytesTogether();

    Receiver open();
  }
}
