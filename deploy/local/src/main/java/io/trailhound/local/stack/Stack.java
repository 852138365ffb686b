package io.trailhound.local.stack;

import io.trailhound.local.Elasticsearch;
import io.trailhound.local.FlinkCluster;
import io.trailhound.local.FlinkLayout;
import io.trailhound.local.KafkaBroker;
import io.trailhound.local.Ports;
import io.trailhound.local.stack.Service.UsedPort;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The processes of one folder: settings come in, services go out in the order they're started. */
final class Stack {
  private final StackSettings settings;
  private final KafkaBroker kafka;
  private final Elasticsearch search;
  private final FlinkCluster flink;

  Stack(StackSettings settings) {
    this.settings = settings;
    Path folder = settings.folder();
    kafka =
        new KafkaBroker(
            folder.resolve("kafka"),
            settings.number(Setting.KAFKA_PORT),
            settings.number(Setting.KAFKA_CONTROLLER_PORT),
            settings.text(Setting.KAFKA_MEMORY));
    search =
        new Elasticsearch(
            Elasticsearch.Product.valueOf(settings.text(Setting.SEARCH).toUpperCase(Locale.ROOT)),
            folder.resolve("search"),
            settings.number(Setting.ELASTICSEARCH_PORT),
            settings.text(Setting.ELASTICSEARCH_MEMORY));
    flink =
        new FlinkCluster(
            folder.resolve("flink"),
            new FlinkLayout(
                settings.number(Setting.FLINK_PORT),
                settings.number(Setting.FLINK_RPC_PORT),
                settings.number(Setting.PROMETHEUS_PORT),
                settings.number(Setting.TASKMANAGERS),
                settings.number(Setting.SLOTS),
                settings.text(Setting.JOBMANAGER_MEMORY),
                settings.text(Setting.TASKMANAGER_MEMORY),
                settings.flink()));
  }

  StackSettings settings() {
    return settings;
  }

  KafkaBroker kafka() {
    return kafka;
  }

  String searchUrl() {
    return search.url();
  }

  FlinkCluster flink() {
    return flink;
  }

  List<Service> services() {
    List<Service> services = new ArrayList<>();
    services.add(
        new Service(
            kafka.process(),
            kafka.servers(),
            Optional.empty(),
            ports(Setting.KAFKA_PORT, Setting.KAFKA_CONTROLLER_PORT)));
    services.add(
        new Service(
            search.process(), search.url(), Optional.empty(), ports(Setting.ELASTICSEARCH_PORT)));
    services.add(
        new Service(
            flink.jobManager(),
            flink.rest().url(),
            metrics(0),
            ports(Setting.FLINK_PORT, Setting.FLINK_RPC_PORT, Setting.PROMETHEUS_PORT)));
    for (int i = 0; i < flink.taskManagers().size(); i++) {
      int port = settings.number(Setting.PROMETHEUS_PORT) + 1 + i;
      services.add(
          new Service(
              flink.taskManagers().get(i),
              "",
              metrics(1 + i),
              List.of(new UsedPort(port, Setting.PROMETHEUS_PORT))));
    }
    return services;
  }

  private Optional<String> metrics(int process) {
    int port = settings.number(Setting.PROMETHEUS_PORT) + process;
    return Optional.of("http://" + Ports.HOST + ":" + port + "/metrics");
  }

  private List<UsedPort> ports(Setting... keys) {
    return List.of(keys).stream().map(it -> new UsedPort(settings.number(it), it)).toList();
  }
}
