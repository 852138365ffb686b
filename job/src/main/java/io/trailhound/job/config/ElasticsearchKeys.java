package io.trailhound.job.config;

import java.util.List;
import java.util.regex.Pattern;

/** The keys of the Elasticsearch sink, which writes to OpenSearch as well. */
final class ElasticsearchKeys {
  /** Whoever writes a user into a URL writes a password where everybody sees it. */
  private static final Pattern SERVER = Pattern.compile("https?://[^\\s/@?#]+(/[^\\s@?#]*)?");

  /** Elasticsearch's own rule for names. */
  private static final Pattern INDEX_NAME =
      Pattern.compile("[^A-Z\\s\\\\/*?\"<>|,#:+_.-][^A-Z\\s\\\\/*?\"<>|,#:]{0,199}");

  static final Key<String> URL =
      Key.of(
              "elasticsearch-url",
              "URL",
              Type.matching("URL", SERVER, "http://HOST:PORT or https://HOST:PORT, without user"))
          .takesMany()
          .otherwiseNote("none: must be given for the Elasticsearch sink")
          .means("Nodes of Elasticsearch 8 or 9, or of OpenSearch 2, that alerts are sent to.", "");

  static final Key<String> INDEX =
      Key.of(
              "elasticsearch-index",
              "NAME",
              Type.matching(
                  "index name", INDEX_NAME, "a name in lower case without \\ / * ? \" < > | , # :"))
          .otherwise("logs-trailhound")
          .means(
              "The index. Elastic's own rules find alerts in `logs-*`.",
              "Not a data stream: those take no second revision of a document. Elasticsearch makes"
                  + " one of each `logs-*-*` that no index template claims.");

  static final Key<String> INCIDENTS_INDEX =
      Key.of(
              "elasticsearch-incidents-index",
              "NAME",
              Type.matching(
                  "index name", INDEX_NAME, "a name in lower case without \\ / * ? \" < > | , # :"))
          .otherwiseNote("none: `incidents` or `incidents-topic` applies, or there are none")
          .means(
              "The index that incidents go to, such as `logs-trailhound_incidents`; one for all days."
                  + " It gets an index template of its own.",
              "");

  static final Key<String> PER_DAY =
      Key.of("elasticsearch-index-per-day", "yes|no", Type.word(List.of("no", "yes")))
          .otherwise("no")
          .means(
              "`yes`: an index a day, `logs-trailhound.2026.11.21`. All revisions of an alert go to"
                  + " the same one, that of the window, or of what else makes its id.",
              "An alert of a new term is in the index of the day its period of 10 days began.");

  static final Key<String> TEMPLATE =
      Key.of("elasticsearch-template", "HOW", Type.word(List.of("install", "none")))
          .otherwise("install")
          .means(
              "`install`: an index template with the types of all fields is installed when there is"
                  + " none of that name. `none`: that's your own business.",
              "Without a template the server guesses types, and an IP address becomes a text.");

  static final Key<String> API_KEY =
      Key.of("elasticsearch-api-key", "SECRET", Type.path(Secret.PLACES))
          .otherwiseNote("none")
          .means("An API key in the encoded form, as Elasticsearch gives it out.", "");

  static final Key<String> USER =
      Key.of("elasticsearch-user", "NAME", Type.path("a name"))
          .otherwiseNote("none")
          .means(
              "The user, with `elasticsearch-password`. May be named by its place like a secret.",
              "");

  static final Key<String> PASSWORD =
      Key.of("elasticsearch-password", "SECRET", Type.path(Secret.PLACES))
          .otherwiseNote("none")
          .means("The password of `elasticsearch-user`.", "");

  static final Key<String> AUTH =
      Key.of("elasticsearch-auth", "HOW", Type.word(List.of("aws")))
          .otherwiseNote("none: an API key, a user and a password, or nobody")
          .means(
              "`aws`: signs each request for Amazon OpenSearch Service (Signature Version 4) with the"
                  + " credentials that the AWS SDK finds where the job runs. elasticsearch.md has the"
                  + " permissions.",
              "");

  static final Key<String> REGION =
      Key.of(
              "elasticsearch-region",
              "NAME",
              Type.matching("region", FilesKeys.REGION_NAME, "a region such as eu-west-1"))
          .otherwiseNote("that in the server's name, else the one that the AWS SDK finds")
          .means(
              "The region that requests are signed for, where the server has a name of your own.",
              "");

  static final Key<String> CA =
      Key.of("elasticsearch-ca", "FILE", Type.path("a file of certificates in PEM form"))
          .otherwiseNote("none: the authorities that Java knows")
          .means(
              "The authorities whose server certificates are trusted, and no others. Read where the"
                  + " job is submitted.",
              "");

  static final List<Key<?>> ALL =
      List.of(
          URL,
          INDEX,
          INCIDENTS_INDEX,
          PER_DAY,
          TEMPLATE,
          API_KEY,
          USER,
          PASSWORD,
          AUTH,
          REGION,
          CA);

  private ElasticsearchKeys() {}
}
