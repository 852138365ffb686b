package io.trailhound.local.stack;

import java.io.PrintWriter;

/** A stack that is up comes in; the commands to type next go out, with its addresses. */
final class NextSteps {
  private NextSteps() {}

  static void print(Stack stack, PrintWriter out) {
    out.printf(
        """

        Start the job, then feed it:

          ./trailhound run --cluster --source kafka --kafka-servers %1$s --kafka-topic cloudtrail \\
              --sink elasticsearch --elasticsearch-url %2$s \\
              --dead-letters-topic dead-letters --late-topic late \\
              --asn-db testdata/asn/trailhound-demo.mmdb
          ./trailhound stack feed testdata/demo/AWSLogs

        Alerts: %2$s/logs-trailhound/_search?pretty
        Jobs:   %3$s
        End:    ./trailhound stack down
        """,
        stack.kafka().servers(), stack.searchUrl(), stack.flink().rest().url());
  }
}
