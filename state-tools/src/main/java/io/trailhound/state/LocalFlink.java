package io.trailhound.state;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Flink within this JVM, with what little memory reading and writing savepoints takes. */
final class LocalFlink {
  private LocalFlink() {}

  static StreamExecutionEnvironment environment() {
    Configuration settings = new Configuration();
    settings.setString("restart-strategy.type", "none");
    settings.setString("taskmanager.memory.network.min", "64m");
    settings.setString("taskmanager.memory.network.max", "64m");
    settings.setString("taskmanager.memory.managed.size", "128m");
    return StreamExecutionEnvironment.createLocalEnvironment(1, settings);
  }
}
