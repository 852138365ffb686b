package io.trailhound.local.stack;

import io.trailhound.local.Ports;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** A stack's folder comes in; commands of it and how they ended go out. */
record StackCommand(Path folder) {
  record Ended(int exitCode, String out, String err) {}

  Ended run(String command, String... options) {
    return of(words(command, options).toArray(String[]::new));
  }

  /** Of whatever folder the words say. */
  static Ended of(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode = StackMain.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
    return new Ended(exitCode, out.toString(), err.toString());
  }

  List<String> words(String command, String... options) {
    List<String> words = new ArrayList<>(List.of(command, "--folder=" + folder));
    words.addAll(List.of(options));
    return words;
  }

  /** Options for ports that are free. */
  static String[] freePorts() {
    Iterator<Integer> free = Ports.free(Setting.values().length).iterator();
    return Arrays.stream(Setting.values())
        .filter(Setting::isPort)
        .map(it -> it.option() + "=" + free.next())
        .toArray(String[]::new);
  }

  /** The same processes, as the commands find them. */
  Stack stack() {
    return new Stack(StackSettings.read(folder));
  }
}
