package io.trailhound.job.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A folder where documented commands are run: what documents call by made-up names is there under
 * these names. Names that can't be files are replaced.
 */
public final class Workplace {
  private static final String TRAIL = "path/to/AWSLogs/";
  private static final String ASN_DB = "GeoLite2-ASN.mmdb";
  private static final String APPROVED =
      "arn:aws:iam::111122223333:user/ops-admin,9009,2025-04-01\n";

  private static final String EDITED =
      """
      {"trailhound.state":1,"key_groups":128,"operators":["new-terms"]}
      {"operator":"new-terms","key":{"rule":"r","group":["p"]},"state":"terms","entry":"1","value":{"episodes":[{"first":"soon"}]}}
      """;

  private static final Pattern FENCED =
      Pattern.compile("`(my-rules/[^`]+)`.*?\\n```\\w+\\n(.*?)```", Pattern.DOTALL);

  private final Path home;
  private final Path folder;

  /**
   * @param home of the project
   */
  public Workplace(Path home, Path folder) throws IOException {
    this.home = home.toAbsolutePath().normalize();
    this.folder = Files.createDirectories(folder);
    for (String name : List.of("testdata", "job", "trailhound")) {
      Files.createSymbolicLink(folder.resolve(name), this.home.resolve(name));
    }
    Path trail = folder.resolve(TRAIL);
    Files.createDirectories(trail.getParent());
    Files.createSymbolicLink(trail, this.home.resolve("testdata/demo/AWSLogs"));
    Files.createSymbolicLink(
        folder.resolve(ASN_DB), this.home.resolve("testdata/asn/trailhound-demo.mmdb"));
    Files.writeString(folder.resolve("expected-vpns.csv"), APPROVED);
    Files.writeString(folder.resolve("approved.csv"), APPROVED);
    Files.writeString(folder.resolve("edited.ndjson"), EDITED);
  }

  /** Puts in the rule of one's own, in two files, as it stands in the README. */
  public Workplace withRuleOfTheReadme() throws IOException {
    Matcher file = FENCED.matcher(Files.readString(home.resolve("README.md")));
    while (file.find()) {
      Path path = folder.resolve(file.group(1));
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.group(2));
    }
    return this;
  }

  public Path folder() {
    return folder;
  }

  /**
   * The command with what is there for what is only named.
   *
   * @param savepoint of the demo's first seven days
   */
  public String made(DocumentedCommand command, String savepoint) {
    String quoted = Matcher.quoteReplacement("'" + savepoint + "'");
    String text =
        command
            .text()
            .replace(" [DIR]", "")
            .replace("s3://my-trail/AWSLogs/", TRAIL)
            .replace(" /data/", " data/")
            .replaceAll("file:/\\.\\.\\./savepoint-\\S+", quoted)
            .replaceAll("\\$SAVEPOINT|(?<= )SAVEPOINT(?= |$)", quoted)
            // The demo's day, in place of days of trails that aren't there.
            .replaceAll("--until 2026-\\d\\d-\\d\\d", "--until 2025-03-12")
            .replaceAll("2026-\\d\\d-\\d\\d", "2025-03-11")
            .replace("--input ...", "--input " + TRAIL)
            .replace("--asn-db ...", "--asn-db " + ASN_DB);
    return text.endsWith(" ...") ? completed(text.replaceFirst(" \\.\\.\\.$", "")) : text;
  }

  /** With the keys that are needed and for which three dots stand. */
  private static String completed(String text) {
    StringBuilder all = new StringBuilder(text);
    boolean kafka = text.contains("--source kafka");
    if (kafka && !text.contains("--kafka-servers")) {
      all.append(" --kafka-servers 127.0.0.1:9092");
    }
    if (kafka && !text.contains("--kafka-topic")) {
      all.append(" --kafka-topic cloudtrail");
    }
    if (!kafka && !text.contains("--input")) {
      all.append(" --input ").append(TRAIL);
    }
    if (!text.contains("--asn-db")) {
      all.append(" --asn-db ").append(ASN_DB);
    }
    return all.toString();
  }
}
