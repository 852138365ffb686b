package io.trailhound.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** How Flink wants its JVMs started: a configuration folder comes in, command lines go out. */
final class FlinkJvm {
  private static final String RESULT = "BASH_JAVA_UTILS_EXEC_RESULT:";

  /** {@code env.java.opts.all} of the configuration that Flink is distributed with. */
  private static final List<String> OPEN =
      List.of(
          "--add-exports=java.rmi/sun.rmi.registry=ALL-UNNAMED",
          "--add-exports=java.security.jgss/sun.security.krb5=ALL-UNNAMED",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/java.net=ALL-UNNAMED",
          "--add-opens=java.base/java.io=ALL-UNNAMED",
          "--add-opens=java.base/java.nio=ALL-UNNAMED",
          "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
          "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
          "--add-opens=java.base/java.text=ALL-UNNAMED",
          "--add-opens=java.base/java.time=ALL-UNNAMED",
          "--add-opens=java.base/java.util=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent.locks=ALL-UNNAMED");

  private final Path conf;
  private final Map<String, String> settings;
  private final Path plugins;
  private final Map<String, Resources> reckoned = new ConcurrentHashMap<>();

  /**
   * @param settings Flink's; only its scripts read {@code env.java.opts}
   * @param plugins a folder with a folder for each plugin
   */
  FlinkJvm(Path conf, Map<String, String> settings, Path plugins) {
    this.conf = conf;
    this.settings = settings;
    this.plugins = plugins;
  }

  List<String> jobManager(List<String> options) throws IOException, InterruptedException {
    return server(
        "jobmanager",
        resources("GET_JM_RESOURCE_PARAMS"),
        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
        options);
  }

  List<String> taskManager(List<String> options) throws IOException, InterruptedException {
    return server(
        "taskmanager",
        resources("GET_TM_RESOURCE_PARAMS"),
        "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
        options);
  }

  private List<String> server(String name, Resources resources, String main, List<String> options) {
    List<String> command = command(with(resources.jvm(), name), main);
    // Without --executionMode, which Flink's script gives: what follows it is not read.
    command.addAll(List.of("--configDir", conf.toString()));
    command.addAll(resources.options());
    command.addAll(options);
    return command;
  }

  /** Flink's own command line, whose words follow. */
  List<String> client() {
    return command(
        List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"), "org.apache.flink.client.cli.CliFrontend");
  }

  private List<String> with(List<String> jvm, String process) {
    List<String> options = new ArrayList<>(jvm);
    for (String key : List.of("env.java.opts.all", "env.java.opts." + process)) {
      Stream.of(settings.getOrDefault(key, "").split(" +"))
          .filter(it -> !it.isEmpty())
          .forEach(options::add);
    }
    return options;
  }

  private List<String> command(List<String> jvm, String main) {
    List<String> options = new ArrayList<>(jvm);
    options.add("-XX:+UseSerialGC");
    options.addAll(OPEN);
    options.add("-Dlog4j.configurationFile=" + conf.resolve("log4j.properties").toUri());
    options.addAll(LoopbackHttpServers.jvmOptions());
    List<String> command =
        new ArrayList<>(List.of("env", "FLINK_CONF_DIR=" + conf, "FLINK_PLUGINS_DIR=" + plugins));
    command.addAll(Commands.java(conf.getParent(), classPath(), options));
    command.add(main);
    return command;
  }

  private static String classPath() {
    return Commands.jars(Installation.flink())
        + File.pathSeparator
        + LoopbackHttpServers.classPath();
  }

  private record Resources(List<String> jvm, List<String> options) {}

  /** A TaskManager refuses to start without what this reckons from the configuration. */
  private Resources resources(String what) throws IOException, InterruptedException {
    if (!reckoned.containsKey(what)) {
      reckoned.put(what, reckon(what));
    }
    return reckoned.get(what);
  }

  private Resources reckon(String what) throws IOException, InterruptedException {
    List<String> command =
        Commands.java(
            conf.getParent(),
            classPath(),
            List.of(
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-Dlog4j.configurationFile=" + conf.resolve("log4j.properties").toUri()));
    command.addAll(
        List.of(
            "org.apache.flink.runtime.util.bash.BashJavaUtils",
            what,
            "--configDir",
            conf.toString()));
    List<List<String>> results =
        Commands.run("reckoning Flink's memory", command)
            .lines()
            .filter(it -> it.startsWith(RESULT))
            .map(it -> List.of(it.substring(RESULT.length()).strip().split(" +")))
            .toList();
    return new Resources(results.get(0), results.get(1));
  }
}
