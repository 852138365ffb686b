package io.trailhound.job.serve;

import io.trailhound.job.page.Html;
import java.util.List;

/**
 * What stands around the content of a page.
 *
 * @param source where the alerts are
 * @param version Trailhound's
 */
record PageFrame(String source, String version) {

  /**
   * @param title as text; likewise the notes
   * @param content as HTML
   * @param pending whether the browser is to ask again in a moment
   */
  String around(String title, String content, List<String> notes, boolean pending) {
    StringBuilder told = new StringBuilder();
    if (!notes.isEmpty()) {
      told.append("<ul class=\"notes\">\n");
      notes.forEach(note -> told.append("<li>").append(Html.text(note)).append("</li>\n"));
      told.append("</ul>\n");
    }
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        %s<title>%s · Trailhound</title>
        <link rel="icon" href="/icon.svg">
        <link rel="stylesheet" href="/page.css">
        <link rel="stylesheet" href="/alerts.css">
        </head>
        <body>
        <a class="skip" href="#content">To the content</a>
        <header>
        <a class="home" href="/">Trailhound</a>
        <nav><a href="/">Alerts</a> <a href="/incidents">Incidents</a> <a href="/rules">Rules</a></nav>
        <span class="soft">%s</span>
        </header>
        <main id="content">
        %s%s</main>
        <footer class="soft">Trailhound %s. Times are UTC.</footer>
        </body>
        </html>
        """
        .formatted(
            pending ? "<meta http-equiv=\"refresh\" content=\"2\">\n" : "",
            Html.text(title),
            Html.text(source),
            told,
            content,
            Html.text(version));
  }
}
