package io.trailhound.local.stack;

import io.trailhound.local.LocalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stack feed}: files of CloudTrail come in, a Kafka message for each record goes out. */
@Command(
    name = "feed",
    description = {
      "Sends the records of CloudTrail files to Kafka, one message each, in the order of the files.",
      "Files are {\"Records\": [...]} or one record per line, plain or gz; a line that is no record is"
          + " sent as it is."
    })
final class FeedCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private StackFolder folder;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files, or folders of files.")
  private List<Path> inputs;

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      defaultValue = Topics.CLOUDTRAIL,
      description = "Default: ${DEFAULT-VALUE}")
  private String topic;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Records a second. Default: as fast as it goes")
  private Integer rate;

  @Override
  public Integer call() throws Exception {
    if (rate != null && rate < 1) {
      throw new UsageException(
          String.format(
              Locale.ROOT, "rate: '%d' is not possible. Right would be: 1 or more.", rate));
    }
    List<Path> files = files();
    Stack stack = new Stack(folder.settings());
    if (!stack.kafka().process().up()) {
      throw new LocalException(
          "Kafka does not answer at %s. Right would be: ./trailhound stack up, first."
              .formatted(stack.kafka().servers()));
    }
    int batch = Topics.longestMessage(stack.kafka(), topic);
    try (TopicFeed feed = new TopicFeed(stack.kafka().servers(), topic, rate, batch)) {
      for (Path file : files) {
        RecordFile.read(file, feed::send);
      }
      long sent = feed.finish();
      spec.commandLine()
          .getOut()
          .printf(
              Locale.ROOT, "Sent %d records of %d files to topic %s.%n", sent, files.size(), topic);
    }
    return ExitCode.OK;
  }

  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path input : inputs) {
      if (!Files.isReadable(input)) {
        throw new UsageException(
            "'%s' is not there or can't be read. Right would be: a file or folder of CloudTrail."
                .formatted(input));
      }
      try (Stream<Path> below = Files.walk(input.toRealPath())) {
        below.filter(Files::isRegularFile).sorted().forEach(files::add);
      }
    }
    return files;
  }
}
