package io.trailhound.job.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Markdown document in; the command lines that it shows out, those in blocks with the output
 * below them and those within a sentence.
 */
public final class DocumentedCommands {
  private static final String PROMPT = "$ ";

  /** How a line of a block begins that has no prompts. */
  private static final Pattern PROGRAM =
      Pattern.compile(
          "([A-Z_]+=\\S+ )?(\\./trailhound|mvn|java|flink|curl|jq|bash|cp|mkdir|sed|echo|git|aws) .*");

  private static final Pattern INLINE = Pattern.compile("`(\\./trailhound \\w+ [^`]+)`");

  private final String name;
  private final List<String> lines;
  private final List<DocumentedCommand> commands = new ArrayList<>();

  private DocumentedCommands(String name, List<String> lines) {
    this.name = name;
    this.lines = lines;
  }

  /** Of the README and all of docs. */
  public static List<DocumentedCommand> all(Path home) throws IOException {
    List<Path> documents = new ArrayList<>(List.of(home.resolve("README.md")));
    try (Stream<Path> docs = Files.list(home.resolve("docs"))) {
      docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
    }
    List<DocumentedCommand> all = new ArrayList<>();
    for (Path document : documents) {
      all.addAll(of(document.getFileName().toString(), Files.readAllLines(document)));
    }
    return all;
  }

  static List<DocumentedCommand> of(String name, List<String> lines) {
    DocumentedCommands document = new DocumentedCommands(name, lines);
    document.read();
    return document.commands;
  }

  private void read() {
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith("```")) {
        int end = i + 1;
        while (end < lines.size() && !lines.get(end).equals("```")) {
          end++;
        }
        if (line.equals("```")) {
          block(i + 1, lines.subList(i + 1, end));
        }
        i = end;
      } else if (line.startsWith("    ") && (i == 0 || lines.get(i - 1).isEmpty())) {
        int end = i;
        while (end < lines.size() && (isIndented(end) || isIndentedFurtherOn(end))) {
          end++;
        }
        block(i, lines.subList(i, end).stream().map(it -> it.replaceFirst("^ {4}", "")).toList());
        i = end - 1;
      } else {
        Matcher inline = INLINE.matcher(line);
        while (inline.find()) {
          add(i, inline.group(1), List.of());
        }
      }
    }
  }

  private boolean isIndented(int line) {
    return lines.get(line).startsWith("    ");
  }

  /** An empty line within a block. */
  private boolean isIndentedFurtherOn(int line) {
    return lines.get(line).isEmpty() && line + 1 < lines.size() && isIndented(line + 1);
  }

  private void block(int first, List<String> block) {
    boolean prompts = block.stream().anyMatch(line -> line.startsWith(PROMPT));
    boolean programs = block.stream().anyMatch(line -> PROGRAM.matcher(line).matches());
    if (!prompts && !programs) {
      return;
    }
    for (int i = 0; i < block.size(); i++) {
      int begin = i;
      StringBuilder text = new StringBuilder(withoutComment(block.get(i)));
      while (text.toString().endsWith("\\")) {
        text.setLength(text.length() - 1);
        text.append(withoutComment(block.get(++i)).strip());
      }
      String command = text.toString().replaceAll("\\s+", " ").strip();
      if (!prompts) {
        add(first + begin, command, List.of());
      } else if (command.startsWith(PROMPT)) {
        int end = i + 1;
        while (end < block.size() && !block.get(end).startsWith(PROMPT)) {
          end++;
        }
        add(first + begin, command.substring(PROMPT.length()), block.subList(i + 1, end));
        i = end - 1;
      }
    }
  }

  private static String withoutComment(String line) {
    return line.replaceFirst("(^|\\s+)# .*", "");
  }

  private void add(int line, String command, List<String> output) {
    if (!command.isEmpty()) {
      List<String> shown = output.stream().filter(it -> !it.isBlank()).toList();
      commands.add(new DocumentedCommand(name, line + 1, command, shown));
    }
  }
}
