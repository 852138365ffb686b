package io.trailhound.job.serve;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import io.trailhound.rules.sigma.RuleFiles;
import io.trailhound.rules.sigma.RuleReading;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pages over a file or a folder, with the rules that ship, asked as a browser does. */
final class ServedFile implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Pattern SAID =
      Pattern.compile("class=\"message\"><a href=\"[^\"]*\">([^<]*)<");

  /** Before any page all that's there is read. */
  private static final Duration ALL = Duration.ofDays(1);

  private final FileAlerts source;
  private final PageServer server;

  private ServedFile(FileAlerts source) throws IOException {
    this.source = source;
    RuleTexts rules = new RuleTexts(RuleReading.of(RuleFiles.of(null, List.of()), false));
    this.server = PageServer.start(0, new AlertPages(source, rules));
  }

  static ServedFile of(Path place, int most) throws IOException {
    return new ServedFile(
        FileAlerts.open(List.of(place.toString()), new NewestAlerts(most, Long.MAX_VALUE), ALL));
  }

  static ServedFile of(Path file, MadeAlert... alerts) throws IOException {
    append(file, alerts);
    return of(file, 1000);
  }

  static void append(Path file, MadeAlert... alerts) throws IOException {
    for (MadeAlert alert : alerts) {
      Files.writeString(file, alert.line(), CREATE, APPEND);
    }
  }

  String address() {
    return server.address();
  }

  /** The messages of the alerts on that page, in its order. */
  List<String> said(String path) throws Exception {
    return SAID.matcher(page(path)).results().map(found -> found.group(1)).toList();
  }

  String page(String path) throws Exception {
    HttpResponse<String> answer = ask("GET", path);
    if (answer.statusCode() != 200) {
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    }
    return answer.body();
  }

  HttpResponse<String> ask(String method, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address().replaceFirst("/$", "") + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** Where the link with that text leads. */
  static String link(String page, String text) {
    Matcher link = Pattern.compile("href=\"([^\"]*)\">" + Pattern.quote(text) + "<").matcher(page);
    if (!link.find()) {
      throw new AssertionError("no link " + text);
    }
    return link.group(1).replace("&amp;", "&");
  }

  @Override
  public void close() {
    server.close();
    source.close();
  }
}
