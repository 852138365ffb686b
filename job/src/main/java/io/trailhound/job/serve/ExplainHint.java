package io.trailhound.job.serve;

import com.fasterxml.jackson.databind.JsonNode;
import io.trailhound.job.alert.AlertDocument;
import java.util.regex.Pattern;

/**
 * How to ask why an alert's rule matched: commands to copy. What an alert says is in them only
 * where it can be nothing but a name.
 */
record ExplainHint(AlertDocument alert) {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,199}");

  String html() {
    String event = event();
    String region = alert.json().at("/cloud/region").asText();
    if (event == null || !isPlain(alert.rule())) {
      return "";
    }
    return """
        <h2>Why</h2>
        <p>CloudTrail keeps events for 90 days; of one of them <code>rules explain</code> says which parts of the rule held.
        In an archive, <code>zgrep -h</code> finds it by its id.</p>
        <pre>aws cloudtrail lookup-events%s --lookup-attributes AttributeKey=EventId,AttributeValue=%s &gt; event.json
        ./trailhound rules explain --rule %s --event event.json</pre>
        """
        .formatted(isPlain(region) ? " --region " + region : "", event, alert.rule());
  }

  /** The first with a name that's one; null when there's none. */
  private String event() {
    for (JsonNode id : alert.json().at("/trailhound/event_ids")) {
      if (isPlain(id.asText())) {
        return id.asText();
      }
    }
    return null;
  }

  private static boolean isPlain(String text) {
    return PLAIN.matcher(text).matches();
  }
}
