package io.trailhound.job.source.files;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Names that a file can have and that mean something to somebody on the way. */
final class OddNames {
  private static final List<String> CHOSEN =
      List.of(
          "trail-2026-09-01T10:00:00Z.ndjson",
          "2026-09-01T10:00:00Z",
          "a:b:c",
          "s3p:",
          "file:",
          ":",
          "C:\\x",
          "a\\b",
          "\\",
          "100%",
          "a%20b",
          "a%zz",
          "a#b",
          "a?b=c&d",
          "a+b",
          "a b",
          " before",
          "after ",
          " ",
          "[",
          "a[1]",
          "{x,y}",
          "}",
          "*",
          "**",
          "?",
          "~",
          "$HOME",
          "-D",
          "--",
          "'\"",
          "a,b;c",
          "a..",
          "a\nb",
          "a\tb",
          "\u0001",
          "\u202eno",
          "\u00a0",
          "größe",
          "日本語",
          "سجل",
          "🪵",
          "e\u0301");

  private static final String ALPHABET = " :\\%20#+[]{}*?!^-,;=&~'\"$@|<>\n\tab.ö";

  private OddNames() {}

  /** Those that this machine's locale lets a file have; no two of them look the same. */
  static List<String> all() {
    Random random = new Random(10);
    Stream<String> drawn =
        Stream.generate(() -> "x" + drawn(random, 1 + random.nextInt(12))).limit(100);
    return Stream.concat(CHOSEN.stream(), drawn).filter(OddNames::canBe).distinct().toList();
  }

  private static String drawn(Random random, int length) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < length; i++) {
      name.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return name.toString();
  }

  private static boolean canBe(String name) {
    try {
      return Path.of(name).toString().equals(name);
    } catch (InvalidPathException notHere) {
      return false;
    }
  }
}
