package io.trailhound.job.sink.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trailhound.job.sink.delivery.Outgoing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTemplateTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What somebody puts into a session's name to be heard by a whole channel. */
  private static final String HOSTILE =
      "<!channel> @everyone <https://evil.example|click> & *b* _i_ ~s~ `c` [x](https://evil.example)"
          + " <at>all</at> \"},{\"x\":\"${rule.name}\" \u001b[31m\n\u202e<img src=x>";

  private static final String DOCUMENT =
      """
      {"@timestamp":"2026-09-01T12:00:00Z","message":"m","event":{"id":"1f","severity":73},
       "rule":{"name":"r","description":"Title","category":"match"},
       "cloud":{"account":{"id":"111122223333"}},"source":{"as":{"number":9009}},
       "threat":{"technique":{"id":["T1","T2"]}},"related":{"ip":["198.18.0.1"]},
       "aws":{"cloudtrail":{"user_identity":{"arn":"arn"}}},
       "trailhound":{"phase":"final","group":{"user.name":"alice"},"guide":"1. Ask.\\n2. Act."}}""";

  private static Outgoing message(String phase, String json) {
    return new Outgoing("1f", phase, json.getBytes(UTF_8));
  }

  private static JsonNode fill(String template, Outgoing message) throws IOException {
    return JSON.readTree(new WebhookTemplate(template).render(new TemplateValues(message, "hush")));
  }

  private static JsonNode fill(String template) throws IOException {
    return fill(template, message("final", DOCUMENT));
  }

  private static String ready(String name) throws IOException {
    try (var in = WebhookTemplateTest.class.getResourceAsStream("/webhook/" + name + ".json")) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  /** The same alert with hostile text in every field. */
  private static Outgoing hostile() throws IOException {
    ObjectNode alert = (ObjectNode) JSON.readTree(DOCUMENT);
    alert.put("message", HOSTILE);
    alert.withObject("/rule").put("description", HOSTILE);
    alert.withObject("/cloud/account").put("id", HOSTILE).put("name", HOSTILE);
    alert.withObject("/aws/cloudtrail/user_identity").put("arn", HOSTILE);
    alert.withObject("/related").putArray("ip").add(HOSTILE);
    return message("final", JSON.writeValueAsString(alert));
  }

  private static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    if (node.isTextual()) {
      texts.add(node.textValue());
    }
    node.forEach(part -> texts.addAll(texts(part)));
    return texts;
  }

  @Test
  void placeholdersAreFilledWithinTheirStrings() throws IOException {
    assertThat(
            fill(
                """
                {"number":"${source.as.number}","list":"${threat.technique.id}","text":"AS${source.as.number}: ${threat.technique.id}",
                 "group":"${trailhound.group.user.name}","none":"${user.name}","part":"<${user.name}>","cut":"${message|1}${rule.description|3}",
                 "object":"${cloud.account}","level":"${alert.level}","plain":true,
                 "lines":[{"$if":"user.name","a":1},{"$if":"event.id","b":2},"${user.id}"]}"""))
        .isEqualTo(
            JSON.readTree(
                """
                {"number":9009,"list":["T1","T2"],"text":"AS9009: T1, T2","group":"alice","part":"<>","cut":"mTi…",
                 "object":{"id":"111122223333"},"level":"high","plain":true,"lines":[{"b":2}]}"""));
  }

  @Test
  void theKeyIsThatOfThisRevisionAlone() throws IOException {
    Outgoing one = message("final", DOCUMENT);
    Outgoing other = message("final", DOCUMENT.replace("\"m\"", "\"n\""));

    assertThat(fill("{\"a\":\"${alert.key}\"}", one).get("a").asText()).isEqualTo(one.key());
    assertThat(one.key()).isEqualTo(message("final", DOCUMENT).key()).isNotEqualTo(other.key());
  }

  @Test
  void whateverAnEventSaysItStaysWithinItsString() throws IOException {
    JsonNode filled = fill("{\"a\":\"${message}\",\"b\":\"- ${message}\"}", hostile());

    assertThat(filled.size()).isEqualTo(2);
    assertThat(filled.get("a").asText()).isEqualTo(HOSTILE);
    assertThat(filled.get("b").asText()).isEqualTo("- " + HOSTILE);
  }

  /** Slack makes links and mentions of what stands between < and >, and only in mrkdwn. */
  @Test
  void nothingIsALinkAMentionOrMarkupInSlack() throws IOException {
    JsonNode slack = fill(ready("slack"), hostile());

    assertThat(slack.get("text").asText())
        .startsWith("High: &lt;!channel&gt; @everyone &lt;https://evil.example|click&gt; &amp; *b*")
        .doesNotContain("<", "\n", "\u001b", "\u202e");
    assertThat(slack.get("parse").asText()).isEqualTo("none");
    assertThat(slack.get("mrkdwn").asBoolean()).isFalse();
    assertThat(slack.get("link_names").asBoolean()).isFalse();
    assertThat(slack.get("blocks").findValuesAsText("type"))
        .contains("plain_text")
        .doesNotContain("mrkdwn", "rich_text");
    assertThat(slack.at("/blocks/0/text/text").asText())
        .hasSizeLessThanOrEqualTo(150)
        .doesNotContain("\n", "\u001b", "\u202e");
  }

  /** A TextRun knows no Markdown, and an at tag needs an entity of the card to mention somebody. */
  @Test
  void nothingIsMarkdownOrAMentionInTeams() throws IOException {
    JsonNode card = fill(ready("teams"), hostile()).at("/attachments/0/content");

    assertThat(card.has("msteams")).isFalse();
    assertThat(card.findValuesAsText("type"))
        .containsOnly("AdaptiveCard", "RichTextBlock", "TextRun");
    assertThat(card.at("/body/1/inlines/0/text").asText())
        .startsWith("<!channel> @everyone")
        .doesNotContain("\n", "\u001b", "\u202e");
  }

  @Test
  void aWithdrawnAlertResolvesThePagerDutyIncidentThatTheEarlyOneBegan() throws IOException {
    JsonNode early = fill(ready("pagerduty"), message("early", DOCUMENT));
    JsonNode withdrawn = fill(ready("pagerduty"), message("withdrawn", DOCUMENT));

    assertThat(early.at("/event_action").asText()).isEqualTo("trigger");
    assertThat(withdrawn.at("/event_action").asText()).isEqualTo("resolve");
    assertThat(withdrawn.at("/dedup_key")).isEqualTo(early.at("/dedup_key"));
    assertThat(early.at("/routing_key").asText()).isEqualTo("hush");
    assertThat(early.at("/payload/severity").asText()).isEqualTo("error");
    assertThat(early.at("/payload/custom_details")).isEqualTo(JSON.readTree(DOCUMENT));
    for (String required : List.of("summary", "source", "severity")) {
      assertThat(early.at("/payload").hasNonNull(required)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"slack", "teams", "pagerduty"})
  void readyOnesGetAlongWithTheLeastThatAnAlertHas(String name) throws IOException {
    JsonNode filled =
        fill(
            ready(name),
            message(
                "early",
                """
                {"@timestamp":"2026-09-01T12:00:00Z","message":"m","event":{"id":"1f","severity":21},
                 "rule":{"name":"r","description":"Title","category":"silence"},"trailhound":{"phase":"early"}}"""));

    assertThat(texts(filled)).noneMatch(text -> text.contains("${")).noneMatch(String::isEmpty);
  }

  @ParameterizedTest
  @ValueSource(strings = {"slack", "teams", "pagerduty"})
  void readyOnesShowNothingThatControlsATerminal(String name) throws IOException {
    JsonNode filled = fill(ready(name), hostile());
    if (name.equals("pagerduty")) {
      ((ObjectNode) filled.get("payload")).remove("custom_details"); // the alert as it is
    }
    assertThat(texts(filled)).noneMatch(text -> text.contains("\u001b") || text.contains("\u202e"));
  }

  @Test
  void theFilterForMarkdownLeavesNoMarkup() throws IOException {
    String text = fill("{\"a\":\"${message|markdown}\"}", hostile()).get("a").asText();

    assertThat(text)
        .contains("\\<\\!channel\\>", "@\u200beveryone", "\\[x\\]\\(https\\://evil\\.example\\)")
        .doesNotContain("\n");
    assertThat(text.replaceAll("\\\\.", "")).doesNotContainPattern("[<>*_`\\[\\]()]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "{ # it's no JSON, line 1:",
        "[] # it's no JSON object",
        "{} {} # it's no JSON",
        "{\"a\":1,\"a\":2} # it's no JSON, line 1: Duplicate field 'a'",
        "{\"a\":\"${rule.nmae}\"} # '${rule.nmae}' names no field of an alert. Right would be:",
        "{\"a\":\"${message|sclack}\"} # '${message|sclack}' has a filter that doesn't exist, 'sclack'. Right would be: plain, slack, markdown, or a number",
        "{\"a\":\"${message|0}\"} # has a filter that doesn't exist, '0'",
        "{\"a\":\"${message|99999}\"} # has a filter that doesn't exist, '99999'",
        "{\"a\":\"${message\"} # has a '${' without its '}'",
        "{\"a\":{\"$if\":\"colour\"}} # '$if' names no field: \"colour\"",
        "{\"a\":{\"$if\":1}} # '$if' names no field: 1"
      })
  void mistakesAreToldWithWhatWouldBeRight(String template, String message) {
    assertThatThrownBy(() -> new WebhookTemplate(template))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
