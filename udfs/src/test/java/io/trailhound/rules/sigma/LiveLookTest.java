package io.trailhound.rules.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.CloudTrailEvent;
import io.trailhound.rules.Expiry;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.condition.EventView;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiveLookTest {
  private static final String RULE =
      """
      title: A call of the list
      name: r
      logsource: {product: aws, service: cloudtrail}
      detection:
        s: {eventName|expand: '%calls%', requestParameters.a: x, requestParameters.b|exists: true}
        condition: s
      ---
      title: Some of them
      name: some
      correlation: {type: event_count, rules: [r], group-by: [userIdentity.arn], timespan: 10m, condition: {gte: 3}}
      """;

  @TempDir private Path folder;
  private LiveFolder live;

  @BeforeEach
  void start() throws IOException {
    live = new LiveFolder(folder).write("r.yml", RULE).write("lists/calls.txt", "ListUsers\n");
    live.start().open();
  }

  @Test
  void aChangedListIsTakenOverWhenItStayedSoForALook() throws IOException {
    live.look();
    assertThat(live.latest()).as("nothing changed").isNull();

    live.write("lists/calls.txt", "ListUsers\nListRoles\n");
    live.look();
    assertThat(matches("ListRoles")).as("it may be written yet").isFalse();
    live.write("lists/calls.txt", "ListUsers\nListRoles\nGetUser\n");
    live.look();
    assertThat(live.latest()).as("it was").isNull();
    live.look();

    assertThat(matches("ListRoles")).isTrue();
    assertThat(matches("GetUser")).isTrue();
    assertThat(live.told())
        .containsExactly(
            "Lists and filters of rules were read again: list calls has 3 values, before 1");
    assertThat(live.warnings()).isEmpty();
    RuleBook taken = live.latest();
    live.lookTwice();
    assertThat(live.latest()).isSameAs(taken);
  }

  @Test
  void whatIsCopiedAnewOrLaidOutOtherwiseChangesNothing() throws IOException {
    live.write("lists/calls.txt", "# our calls\n\nListUsers # for users\n");
    live.write("r.yml", "# a comment\n" + RULE);
    live.lookTwice();
    assertThat(live.latest()).isNull();
    assertThat(live.told()).isEmpty();
  }

  @Test
  void theVersionIsThatOfAStartWithTheSameFiles() throws IOException {
    RuleBook first = live.book();
    live.write("lists/calls.txt", "ListRoles\n");
    live.lookTwice();
    RuleBook restarted = new LiveFolder(folder).start().book();
    for (String rule : new String[] {"r", "some"}) {
      assertThat(version(live.now(), rule))
          .isEqualTo(version(restarted, rule))
          .isNotEqualTo(version(first, rule));
    }
    live.write("lists/calls.txt", "ListUsers\n");
    live.lookTwice();
    assertThat(version(live.latest(), "some")).isEqualTo(version(first, "some"));
  }

  @Test
  void filtersComeChangeAndGo() throws IOException {
    live.write("0.yml", filter("requestParameters.a", "x"));
    live.lookTwice();
    assertThat(matches("ListUsers")).isFalse();

    live.write("0.yml", filter("requestParameters.a", "x") + "expires: 2026-08-01\n");
    live.lookTwice();
    assertThat(matches("ListUsers")).as("the event is later than that").isTrue();
    assertThat(live.now().expiries())
        .extracting(Expiry::filter)
        .containsExactly(folder.resolve("0.yml") + ":1");

    live.delete("0.yml");
    live.lookTwice();
    assertThat(matches("ListUsers")).isTrue();
    assertThat(live.now().expiries()).isEmpty();
    assertThat(version(live.now(), "r")).isEqualTo(version(live.book(), "r"));
    assertThat(live.told())
        .extracting(line -> line.replaceFirst(".*: filter 'An exception' in 0.yml ", ""))
        .containsExactly("is new", "changed", "is gone");
  }

  /** A filter is compiled before the rules, and the decoder's places don't move. */
  @ParameterizedTest
  @CsvSource({"requestParameters.b, y", "requestParameters.b|exists, true", "user.name, bob"})
  void aFilterReadsWhatTheDecoderReads(String field, String value) throws IOException {
    live.write("0.yml", filter(field, value));
    live.lookTwice();
    assertThat(matches("ListUsers")).isFalse();
    live.write("0.yml", filter(field, value).replace(": " + value, ": false"));
    live.lookTwice();
    assertThat(matches("ListUsers")).isTrue();
    assertThat(live.failures()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "requestParameters.c, requestParameters.c",
    "requestParameters.a|exists, requestParameters.a",
    "userIdentity.arn|fieldref, requestParameters.c",
    "source.as.number, source.as.number",
    "'', the values of the whole record"
  })
  void aFieldThatNoRuleReadWaitsForTheNextStart(String field, String what) throws IOException {
    String value = field.endsWith("exists") ? "true" : "requestParameters.c";
    live.write("0.yml", filter(field, value).replace("{: " + value + "}", "[" + value + "]"));
    live.lookTwice();
    assertThat(live.latest()).isNull();
    assertThat(live.failures()).isEqualTo(1);
    assertThat(live.warnings())
        .singleElement()
        .asString()
        .startsWith("Changed lists and filters of rules can't be used, those before stay: 0.yml:")
        .endsWith("no rule read " + what + " when the job started; restart the job to use it");
  }

  /** The decoder reads a field of the calls of those rules that read it, and of no other. */
  @Test
  void aFieldThatIsReadOfOtherCallsWaitsForTheNextStart() throws IOException {
    String rule =
        "title: T\nname: %s\nlogsource: {product: aws}\ndetection: {s: {%s}, condition: s}\n";
    live.write("r.yml", rule.formatted("r", "eventName: ListUsers, requestParameters.a: x"));
    live.write("roles.yml", rule.formatted("roles", "eventName: ListRoles"));
    live.start().open();

    live.write("0.yml", filter("requestParameters.a", "x").replace("[r]", "[roles]"));
    live.lookTwice();
    assertThat(live.latest()).isNull();
    assertThat(live.warnings())
        .singleElement()
        .asString()
        .endsWith(
            "roles.yml:4: with its lists and filters this rule reads requestParameters.a of events with an action of which no rule read it when the job started; restart the job to use them");

    live.write("0.yml", filter("requestParameters.a", "x"));
    live.lookTwice();
    assertThat(matches("ListUsers")).isFalse();
  }

  static String[][] broken() {
    return new String[][] {
      {"lists/calls.txt", "# nothing\n", "lists/calls.txt: the list is empty"},
      {"lists/calls.txt", "ListUsers\n- ListRoles\n", "lists/calls.txt:2: a list file isn't YAML"},
      {"lists/calls.txt", "ListUsers\n" + "x".repeat(1001), "lists/calls.txt:2: this isn't a list"},
      {"lists/calls.yml", "[ListUsers]", "lists/calls.yml: a list isn't YAML"},
      {"f.yml", filter("eventName", "x").replace("}", ""), "f.yml:"},
      {"f.yml", filter("eventname", "x"), "f.yml:5: unknown field eventname; did you mean"},
      {"f.yml", filter("eventName|like", "x"), "f.yml:5: eventName|like: unknown modifier"},
      {"f.yml", filter("eventName|re", "'['"), "f.yml:5: "},
      {"f.yml", filter("eventName|expand", "'%call%'"), "f.yml:5: there is no list call; did you"},
      {"f.yml", filter("eventName", "x") + "expires: soon\n", "f.yml:7: expires is no date"},
      {"f.yml", "", "f.yml: the file is empty"},
      {"new.yml", RULE.replace("name: r", "name: [r"), "new.yml:"},
    };
  }

  @ParameterizedTest
  @MethodSource("broken")
  void whatIsBrokenLeavesWhatWasAndIsToldOnce(String file, String text, String why)
      throws IOException {
    live.write("lists/calls.txt", "ListUsers\nListRoles\n");
    live.lookTwice();
    RuleBook before = live.latest();

    live.write(file, text);
    live.lookTwice();
    live.lookTwice();
    assertThat(live.latest()).isSameAs(before);
    assertThat(live.failures()).isEqualTo(1);
    assertThat(live.warnings()).singleElement().asString().contains("those before stay: " + why);

    live.write(file, text + "\n# still\n");
    live.lookTwice();
    assertThat(live.failures()).as("another version, as broken").isEqualTo(2);
    if (!file.equals("lists/calls.txt")) {
      live.delete(file);
    }
    live.write("lists/calls.txt", "ListRoles\n");
    live.lookTwice();
    assertThat(matches("ListUsers")).as("mended").isFalse();
    assertThat(matches("ListRoles")).isTrue();
    assertThat(live.failures()).isEqualTo(2);
  }

  @Test
  void rulesStayThoseOfTheStartAndThatIsToldOnce() throws IOException {
    live.write("r.yml", RULE.replace("gte: 3", "gte: 5"));
    live.write("new.yml", RULE.replace("name: r", "name: new").split("---", 2)[0]);
    live.lookTwice();
    assertThat(live.latest()).isNull();
    live.write("lists/calls.txt", "ListRoles\n");
    live.lookTwice();
    assertThat(live.latest().rules()).extracting(Rule::name).containsExactly("r", "some");
    assertThat(matches("ListRoles")).isTrue();
    assertThat(live.told())
        .containsExactly(
            "Rules that changed wait for the next start of the job, unlike lists and filters:"
                + " new is new; some changed",
            "Lists and filters of rules were read again: list calls has 1 value, before 1");
  }

  @Test
  void aListThatOnlyTheRulesOfTheStartReadIsMissed() throws IOException {
    live.write("r.yml", RULE.replace("|expand: '%calls%'", ": ListUsers"));
    live.delete("lists/calls.txt");
    live.lookTwice();
    assertThat(live.latest()).isNull();
    assertThat(live.warnings()).singleElement().asString().contains("there is no list calls");
  }

  @Test
  void whatLiesThereWhenATaskBeginsCountsAtOnce() throws IOException {
    live = new LiveFolder(folder).start();
    live.write("lists/calls.txt", "ListRoles\n");
    live.open();
    assertThat(matches("ListRoles")).isTrue();

    live = new LiveFolder(folder).start();
    live.write("lists/calls.txt", "#\n");
    live.open();
    assertThat(matches("ListRoles")).as("broken then").isTrue();
    assertThat(live.failures()).isEqualTo(1);
  }

  @Test
  void aFolderThatGoesAndComesBackEndsNothing() throws IOException {
    Path away = folder.resolveSibling(folder.getFileName() + "-away");
    Files.move(folder, away);
    live.lookTwice();
    live.lookTwice();
    assertThat(live.failures()).isEqualTo(1);
    assertThat(live.warnings())
        .containsExactly(
            "The folders of rules can't be read again, lists and filters stay as they were:"
                + " there is no "
                + folder
                + " on this machine");

    Files.createDirectory(folder);
    live.lookTwice();
    assertThat(live.failures()).as("an empty place to mount").isEqualTo(2);
    Files.delete(folder);

    Files.move(away, folder);
    live.write("lists/calls.txt", "ListUsers\nListRoles\n");
    live.lookTwice();
    assertThat(matches("ListRoles")).isTrue();
    assertThat(live.failures()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gone.txt", "calls.txt"})
  void aLinkThatLeadsNowhereIsNoListThatIsGone(String target) throws IOException {
    live.delete("lists/calls.txt");
    Path link = folder.resolve("lists/calls.txt");
    Files.createSymbolicLink(link, folder.resolve("lists").resolve(target));
    live.lookTwice();
    live.lookTwice();
    assertThat(live.latest()).isNull();
    assertThat(live.failures()).isEqualTo(1);
    assertThat(live.warnings()).singleElement().asString().contains("calls.txt: this file can't");

    Files.delete(link);
    live.write("elsewhere/roles", "ListRoles\n");
    Files.createSymbolicLink(link, folder.resolve("elsewhere/roles"));
    live.lookTwice();
    assertThat(matches("ListRoles")).isTrue();
  }

  @Test
  void whatIsTooLargeForRulesIsNotRead() throws IOException {
    live.write("lists/calls.txt", "ListUsers\n".repeat(1_000_000));
    live.lookTwice();
    assertThat(live.latest()).isNull();
    assertThat(live.warnings()).singleElement().asString().contains("too large");

    for (int i = 0; i < 20; i++) {
      try (RandomAccessFile file =
          new RandomAccessFile(folder.resolve(i + ".yml").toFile(), "rw")) {
        file.setLength(4 << 20);
      }
    }
    live.lookTwice();
    assertThat(live.latest()).isNull();
    assertThat(live.failures()).isEqualTo(2);
    assertThat(live.warnings().get(1)).endsWith("bytes together, more than 67,108,864");
  }

  private static String filter(String field, String value) {
    return """
        title: An exception
        logsource: {product: aws, service: cloudtrail}
        filter:
          rules: [r]
          selection: {%s: %s}
          condition: selection
        """
        .formatted(field, value);
  }

  private boolean matches(String call) {
    CloudTrailEvent event =
        Sigma.event(
            live.book().extraFields(),
            "'eventName':'%s','userIdentity':{'type':'IAMUser','userName':'bob'},'requestParameters':{'b':'y','a':'x'}"
                .formatted(call));
    Rule.Match rule = (Rule.Match) live.now().find("r").orElseThrow();
    return rule.condition().test(new EventView().of(event));
  }

  private static String version(RuleBook book, String rule) {
    return book.find(rule).orElseThrow().info().version();
  }
}
