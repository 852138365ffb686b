package io.trailhound.job.sink.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trailhound.job.config.ElasticsearchConfig;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.http.client.config.RequestConfig;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RequestOptions;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;

/** A query in Elasticsearch's words in, its answer over the alerts' indices out. Reads only. */
public final class IndexSearch implements AutoCloseable {
  /** A reader waits. */
  public static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(15);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final RequestOptions SOON =
      RequestOptions.DEFAULT.toBuilder()
          .setRequestConfig(
              RequestConfig.custom()
                  .setConnectTimeout((int) Connection.CONNECT_TIMEOUT.toMillis())
                  .setSocketTimeout((int) ANSWER_TIMEOUT.toMillis())
                  .build())
          .build();

  private final ElasticsearchConfig config;
  private final RestClient client;
  private final String path;

  /**
   * @param more an index besides that of {@code config}
   */
  public IndexSearch(ElasticsearchConfig config, Optional<String> more) {
    this.config = config;
    this.path =
        "/%s/_search"
            .formatted(
                Stream.concat(Stream.of(config.index()), more.stream())
                    .map(index -> index + "," + index + ".*") // and those of days
                    .collect(Collectors.joining(",")));
    this.client = Connection.open(config);
  }

  /** Where it asks. */
  public String place() {
    return config.urls().get(0) + "/" + config.index();
  }

  /**
   * An index that isn't there has no documents.
   *
   * @throws IOException when there's no answer or one that's an error, with a message for people
   */
  public JsonNode ask(JsonNode query) throws IOException {
    Request request = new Request("POST", path);
    request.setOptions(SOON);
    request.addParameter("ignore_unavailable", "true");
    request.addParameter("allow_no_indices", "true");
    request.setJsonEntity(query.toString());
    try (InputStream answer = client.performRequest(request).getEntity().getContent()) {
      return JSON.readTree(answer);
    } catch (ResponseException e) {
      throw new IOException(config.urls().get(0) + " says: " + ServerError.of(e), e);
    } catch (IOException e) {
      throw new IOException("no answer from " + String.join(", ", config.urls()) + ": " + e, e);
    }
  }

  @Override
  public void close() {
    Connection.close(client);
  }
}
