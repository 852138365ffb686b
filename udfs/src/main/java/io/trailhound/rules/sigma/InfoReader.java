package io.trailhound.rules.sigma;

import io.trailhound.model.Caps;
import io.trailhound.rules.Check;
import io.trailhound.rules.Finding;
import io.trailhound.rules.RuleException;
import io.trailhound.rules.RuleInfo;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The keys of a rule that describe it, to its {@link RuleInfo}. */
final class InfoReader {
  private static final Map<String, Integer> RISKS =
      Map.of("informational", 21, "low", 21, "medium", 47, "high", 73, "critical", 99);
  private static final Pattern NAME =
      Pattern.compile(
          "[\\p{L}\\p{N}_(](?:[\\p{L}\\p{M}\\p{N}_.,()+&' -]{0,126}[\\p{L}\\p{M}\\p{N}_.)-])?");

  /** A quarter of {@link Caps#DOCUMENT}. */
  private static final int MOST_OWN_TEXT = Caps.DOCUMENT / 4;

  private InfoReader() {}

  /** All that is wrong with these keys. */
  static List<Finding> problems(Document document) {
    List<Finding> findings = new ArrayList<>();
    List<Runnable> readers = new ArrayList<>();
    for (String key : List.of("id", "description", "guide")) {
      readers.add(() -> document.text(document.entries(), key));
    }
    for (String key : List.of("author", "references", "falsepositives", "tags")) {
      readers.add(() -> document.texts(document.entries(), key));
    }
    readers.add(() -> title(document));
    readers.add(() -> level(document));
    for (Runnable reader : readers) {
      try {
        reader.run();
      } catch (RuleException e) {
        findings.addAll(e.findings());
      }
    }
    return findings;
  }

  /**
   * @param content what the version is the hash of
   */
  static RuleInfo read(Document document, String kind, String content) {
    Taxonomy.check(document);
    RuleInfo info = info(document, kind, content);
    int bytes =
        Stream.concat(
                Stream.of(info.title(), info.author(), info.guide()), info.references().stream())
            .filter(Objects::nonNull)
            .mapToInt(Caps::utf8Length)
            .sum();
    if (bytes > MOST_OWN_TEXT) {
      throw document.problem(
          document.entries().at(),
          Check.SIZE,
          String.format(
              Locale.ROOT, "title, author, references and guide have %,d bytes together", bytes),
          String.format(
              Locale.ROOT, "each alert holds them all: at most %,d bytes", MOST_OWN_TEXT));
    }
    return info;
  }

  private static RuleInfo info(Document document, String kind, String content) {
    String level = level(document);
    return new RuleInfo(
        name(document),
        document.text(document.entries(), "id"),
        title(document),
        document.text(document.entries(), "description"),
        kind,
        level,
        RISKS.get(level),
        String.join(", ", document.texts(document.entries(), "author")),
        document.texts(document.entries(), "references"),
        document.texts(document.entries(), "falsepositives"),
        Threats.of(document.texts(document.entries(), "tags")),
        hash(content),
        document.text(document.entries(), "guide"),
        document.file(),
        document.line());
  }

  static String name(Document document) {
    String name = document.text(document.entries(), "name");
    String result = name == null ? document.fallback() : name;
    if (!NAME.matcher(result).matches()) {
      throw document.problem(
          document.entries().placeOf("name"),
          Check.NAME,
          "'" + result + "' can't be a rule's name",
          "use letters, digits, _ - . and blanks between them, up to 128");
    }
    return result;
  }

  private static String title(Document document) {
    String title = document.text(document.entries(), "title");
    if (title == null) {
      throw document.problem(
          document.entries().at(),
          Check.REQUIRED_KEY,
          "title is missing",
          "every Sigma rule has a title:");
    }
    return title;
  }

  /** Sigma makes the level optional; without one a rule counts as medium. */
  private static String level(Document document) {
    String level = document.text(document.entries(), "level");
    if (level == null) {
      return "medium";
    }
    String lower = level.toLowerCase(Locale.ROOT);
    if (!RISKS.containsKey(lower)) {
      throw document.problem(
          document.entries().placeOf("level"),
          Check.LEVEL,
          "unknown level " + level,
          "it is one of "
              + String.join(", ", List.of("informational", "low", "medium", "high", "critical")));
    }
    return lower;
  }

  private static String hash(String content) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
