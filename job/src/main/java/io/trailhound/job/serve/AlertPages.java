package io.trailhound.job.serve;

import io.trailhound.job.Version;
import io.trailhound.job.alert.AlertDocument;
import io.trailhound.job.page.Html;
import io.trailhound.job.page.PageFile;
import io.trailhound.job.serve.AlertFilter.Dataset;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A path and a query in, the page of it out. There are these paths and no others. */
public final class AlertPages {
  private static final int ALERTS_ON_A_PAGE = 50;

  /** That a picture can show and a reader can read. */
  private static final int ALERTS_IN_A_STORY = 300;

  private final AlertSource source;
  private final RuleTexts rules;
  private final PageFrame frame;

  /**
   * @param rules those in force
   */
  public AlertPages(AlertSource source, RuleTexts rules) {
    this.source = source;
    this.rules = rules;
    this.frame = new PageFrame(source.name(), Version.text());
  }

  PageAnswer answer(String path, String rawQuery) {
    try {
      Query query = new Query(rawQuery);
      return switch (path) {
        case "/" -> alerts(query);
        case "/alert" -> alert(query);
        case "/principal" -> principal(query);
        case "/incidents" -> incidents(query);
        case "/incident" -> incident(query);
        case "/rules" -> page("Rules", RulePage.all(rules), List.of());
        case "/rule" -> rule(query);
        case "/page.css" -> style(PageFile.PAGE_STYLE);
        case "/alerts.css" -> style(PageFile.ALERTS_STYLE);
        case "/icon.svg" -> new PageAnswer(200, "image/svg+xml", PageFile.ICON.text());
        default -> message(404, "There is no such page.");
      };
    } catch (WrongQueryException e) {
      return message(400, e.getMessage());
    } catch (IOException e) {
      return message(503, "The alerts can't be read now: " + e.getMessage());
    }
  }

  private static PageAnswer style(PageFile file) {
    return new PageAnswer(200, "text/css; charset=utf-8", file.text());
  }

  private PageAnswer alerts(Query query) throws IOException {
    AlertFilter filter = AlertFilter.of(query);
    AlertPosition after = AlertPosition.parse(query.get("after"));
    AlertsFound found = source.find(filter, after, ALERTS_ON_A_PAGE);
    Overview overview = source.overview(filter);
    String content = new AlertsPage(query, filter, found, overview, rules).html();
    return PageAnswer.html(200, frame.around("Alerts", content, found.notes(), found.pending()));
  }

  private PageAnswer alert(Query query) throws IOException {
    Optional<AlertDocument> alert = source.byId(require(query, "id"));
    return alert.isEmpty()
        ? message(404, "There is no such alert, or it's older than those that are kept.")
        : page(alert.get().rule(), new AlertPage(alert.get(), rules).html(), List.of());
  }

  private PageAnswer principal(Query query) throws IOException {
    String name = require(query, "name");
    AlertsFound found = source.find(AlertFilter.ofCaller(name), null, ALERTS_IN_A_STORY);
    return page(name, StoryPage.ofPrincipal(name, found), found.notes());
  }

  private PageAnswer incidents(Query query) throws IOException {
    AlertPosition after = AlertPosition.parse(query.get("after"));
    AlertsFound found = source.find(AlertFilter.all(Dataset.INCIDENT), after, ALERTS_ON_A_PAGE);
    return page("Incidents", IncidentsPage.of(found), found.notes());
  }

  private PageAnswer incident(Query query) throws IOException {
    String id = require(query, "id");
    AlertsFound found = source.find(AlertFilter.ofIncident(id), null, ALERTS_IN_A_STORY);
    Optional<AlertDocument> incident = source.byId(id);
    return incident.isEmpty() && found.alerts().isEmpty()
        ? message(404, "There is no such incident.")
        : page("Incident", StoryPage.ofIncident(id, incident, found), found.notes());
  }

  private PageAnswer rule(Query query) {
    String name = require(query, "name");
    return page(name, RulePage.of(name, rules), List.of());
  }

  private static String require(Query query, String name) {
    if (query.get(name) == null) {
      throw new WrongQueryException(name, "", "what a link to this page has");
    }
    return query.get(name);
  }

  private PageAnswer page(String title, String content, List<String> notes) {
    return PageAnswer.html(200, frame.around(title, content, notes, false));
  }

  private PageAnswer message(int status, String message) {
    String content = "<h1>%s</h1>\n<p>%s</p>\n".formatted(status, Html.text(message));
    return PageAnswer.html(status, frame.around(String.valueOf(status), content, List.of(), false));
  }
}
