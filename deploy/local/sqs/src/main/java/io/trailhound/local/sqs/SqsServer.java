package io.trailhound.local.sqs;

import org.elasticmq.rest.sqs.SQSRestServerBuilder;

/** ElasticMQ, which speaks as SQS does and keeps queues in memory; runs until it's killed. */
public final class SqsServer {
  private SqsServer() {}

  /**
   * @param args address and port to listen at
   */
  public static void main(String[] args) {
    var unused =
        SQSRestServerBuilder.withInterface(args[0]).withPort(Integer.parseInt(args[1])).start();
  }
}
