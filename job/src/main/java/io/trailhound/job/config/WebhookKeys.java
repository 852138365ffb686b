package io.trailhound.job.config;

import java.time.Duration;
import java.util.List;

/** The keys of the webhook sink. */
final class WebhookKeys {
  static final Key<String> URL =
      Key.of("webhook-url", "URL", Type.path("an https:// URL, or where it is: " + Secret.PLACES))
          .otherwiseNote("none: must be given for the webhook sink, but for PagerDuty's")
          .means(
              "Where alerts are sent, each as a POST. `http://` only to this machine itself.",
              "Those of Slack and Teams are secrets: whoever has one writes there. Name the place.");

  static final Key<String> TEMPLATE =
      Key.of(
              "webhook-template",
              "NAME|FILE",
              Type.path("one of alert, slack, teams, pagerduty, or a JSON file with a / or .json"))
          .otherwise("alert")
          .means(
              "What is sent: the alert itself, what Slack, Teams or PagerDuty take, or a JSON file of"
                  + " your own with `${field}` in it. outputs.md shows them. Read where the job is"
                  + " submitted.",
              "");

  static final Key<String> SECRET =
      Key.of("webhook-secret", "SECRET", Type.path(Secret.PLACES))
          .otherwiseNote("none: nothing is signed")
          .means(
              "Signs each request with HMAC-SHA256, so that the receiver can tell who sent it and"
                  + " when; outputs.md shows how to verify. At least 16 characters.",
              "");

  static final Key<String> TOKEN =
      Key.of("webhook-token", "SECRET", Type.path(Secret.PLACES))
          .otherwiseNote("none; must be given for PagerDuty")
          .means(
              "Sent as `Authorization: Bearer`; with the template `pagerduty` it's the routing key of"
                  + " the integration instead.",
              "");

  static final Key<Duration> TIMEOUT =
      Key.of(
              "webhook-timeout",
              "TIME",
              Type.duration(Duration.ofMillis(100), Duration.ofMinutes(1)))
          .otherwise("10s")
          .means("An answer must be there within that time, or the alert is sent again.", "");

  static final List<Key<?>> ALL = List.of(URL, TEMPLATE, SECRET, TOKEN, TIMEOUT);

  private WebhookKeys() {}
}
