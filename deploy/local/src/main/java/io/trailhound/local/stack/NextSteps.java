package io.trailhound.local.stack;

import java.io.PrintWriter;

/** A stack that is up comes in; the commands to type next go out, with its addresses. */
final class NextSteps {
  private NextSteps() {}

  static void print(Stack stack, PrintWriter out) {
    out.printf(
        """

        Start the job, then feed it; alerts show up within a second:

          ./trailhound run --cluster --source kafka --kafka-servers %1$s --kafka-topic cloudtrail \\
              --sink kafka --alerts-topic alerts --dead-letters-topic dead-letters --late-topic late \\
              --asn-db testdata/asn/trailhound-demo.mmdb
          ./trailhound stack feed testdata/demo/AWSLogs

        Jobs: %2$s   End: ./trailhound stack down
        """,
        stack.kafka().servers(), stack.flink().rest().url());
  }
}
