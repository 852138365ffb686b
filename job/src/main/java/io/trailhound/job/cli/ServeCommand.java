package io.trailhound.job.cli;

import io.trailhound.job.TrailhoundJob;
import io.trailhound.job.Version;
import io.trailhound.job.config.Arguments;
import io.trailhound.job.config.ConfigException;
import io.trailhound.job.config.ServeConfig;
import io.trailhound.job.serve.AlertPages;
import io.trailhound.job.serve.AlertSource;
import io.trailhound.job.serve.FileAlerts;
import io.trailhound.job.serve.PageServer;
import io.trailhound.job.serve.RuleTexts;
import io.trailhound.job.serve.SearchedAlerts;
import io.trailhound.job.sink.elasticsearch.ElasticsearchCheck;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.PluginUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code trailhound serve}: alerts in, a page about them for a browser on this machine out. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Shows alerts on a page for a browser on this machine: filters, the story of a principal, the rules. Reads",
      "only, listens on 127.0.0.1 only, and goes on until it is ended (Ctrl-C)."
    })
final class ServeCommand implements Callable<Integer> {
  private static final int LAST_PORT = 65_535;
  private static final int MOST_ALERTS = 5_000_000;

  @Spec private CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8089",
      description = "Of 127.0.0.1, or 0 for any that is free. Default: ${DEFAULT-VALUE}")
  private int port;

  @Option(
      names = "--most",
      paramLabel = "NUMBER",
      defaultValue = "200000",
      description = {
        "Of files: how many alerts are kept in memory, the newest; older ones are left out, and the page says so.",
        "Some 400 bytes of the heap each, and at most a third of it. Default: ${DEFAULT-VALUE}"
      })
  private int most;

  @Override
  public Integer call() throws Exception {
    requireBetween("port", port, 0, LAST_PORT);
    requireBetween("most", most, 1, MOST_ALERTS);
    ServeConfig config = ServeConfig.of(Arguments.settings(spec.commandLine().getParseResult()));
    Configuration flink = new Configuration();
    FileSystem.initialize(flink, PluginUtils.createPluginManagerFromRootFolder(flink));
    RuleTexts rules = new RuleTexts(TrailhoundJob.rules(config));
    try (AlertSource source = source(config);
        PageServer server = PageServer.start(port, new AlertPages(source, rules))) {
      out().println(server.address());
      spec.commandLine().getErr().println("Alerts of " + source.name() + ". Ctrl-C ends it.");
      new CountDownLatch(1).await();
    }
    return ExitCode.OK;
  }

  private static void requireBetween(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new ConfigException(
          "%s: '%s' is out of range. Right would be: a number from %s to %s."
              .formatted(option, value, least, most));
    }
  }

  private AlertSource source(ServeConfig config) {
    if (config.elasticsearch().used()) {
      ElasticsearchCheck.look(config.elasticsearch(), true);
      return new SearchedAlerts(config.elasticsearch(), config.incidentsIndex());
    }
    return FileAlerts.open(config.alerts(), most, Runtime.getRuntime().maxMemory() / 3);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
