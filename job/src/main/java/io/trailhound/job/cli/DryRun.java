package io.trailhound.job.cli;

import io.trailhound.job.KafkaCheck;
import io.trailhound.job.KinesisCheck;
import io.trailhound.job.SqsCheck;
import io.trailhound.job.TrailhoundJob;
import io.trailhound.job.config.ConfigException;
import io.trailhound.job.config.FilesConfig;
import io.trailhound.job.config.InForce;
import io.trailhound.job.config.JobConfig;
import io.trailhound.job.config.Settings;
import io.trailhound.job.sink.aws.EventBus;
import io.trailhound.job.sink.elasticsearch.ElasticsearchCheck;
import io.trailhound.job.sink.webhook.WebhookCheck;
import io.trailhound.job.source.listing.InputFile;
import io.trailhound.job.source.listing.InputFiles;
import io.trailhound.job.source.listing.Lister;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code --dry-run}: a configuration in; what it comes to, key by key, and what was looked at out.
 * Nothing is started, and nothing is changed anywhere. A mistake is told as without it.
 */
public final class DryRun {
  private final JobConfig config;
  private final List<InForce.Row> rows;
  private final List<String> lookedAt = new ArrayList<>();

  /**
   * @param more what is given on the command line besides the keys
   */
  public DryRun(Settings given, JobConfig config, Map<String, String> more) {
    this.config = config;
    this.rows = new ArrayList<>(InForce.of(given, config));
    rows.addAll(InForce.ofCommandLine(more));
  }

  /** Leaves out keys that this command makes nothing of. */
  public DryRun without(Set<String> keys) {
    rows.removeIf(row -> keys.contains(row.key()));
    return this;
  }

  /** Looks at rules and input. */
  public DryRun look() {
    return look(config.readsFiles());
  }

  /** The same where the input is read in another way than {@code run} would. */
  public DryRun look(Optional<FilesConfig> files) {
    int rules = TrailhoundJob.prepare(config).rules().size();
    lookedAt.add(rules + " rules");
    files
        .flatMap(input -> new InputFiles(input).find(1).stream().findFirst())
        .ifPresent(this::open);
    return this;
  }

  private void open(InputFile file) {
    try (InputStream in = file.open()) {
      lookedAt.add(file.path() + (in.read() < 0 ? ", which is empty" : ""));
    } catch (IOException e) {
      throw new ConfigException(
          "input: '%s' cannot be opened: %s. Right would be: a file that can be read."
              .formatted(file.path(), Lister.reason(e)));
    }
  }

  /**
   * Looks at Kafka, Kinesis, Elasticsearch, a queue and a webhook's host, where they are used.
   *
   * @param mustAnswer whether the job would run on this machine
   */
  DryRun lookAtServices(boolean mustAnswer) {
    if (config.files().isTold()) {
      add("the queue", SqsCheck.require(config.files(), mustAnswer));
    }
    if (config.kafka().used()) {
      add("Kafka's topics", KafkaCheck.require(config.kafka(), mustAnswer));
    }
    if (config.kinesis().used()) {
      add("the stream", KinesisCheck.require(config.kinesis(), mustAnswer));
    }
    if (config.elasticsearch().used()) {
      add("Elasticsearch", ElasticsearchCheck.look(config, mustAnswer));
    }
    if (mustAnswer) {
      EventBus.require(config.awsOutput());
    }
    if (config.webhook().used()) {
      add(config.webhook().host(), WebhookCheck.look(config.webhook()));
    }
    return this;
  }

  DryRun add(String what, boolean answered) {
    lookedAt.add(what + (answered ? "" : " (no answer from here)"));
    return this;
  }

  public void tell(PrintWriter out) {
    TextTable table = new TextTable("key", "from", "value");
    rows.forEach(row -> table.row(row.key(), row.origin(), row.value()));
    table.print(out, new Style(false));
    out.println();
    out.println("Looked at: " + String.join("; ", lookedAt) + ".");
    out.println("Nothing wrong. Nothing was started.");
  }
}
