package io.trailhound.job.sink.elasticsearch;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trailhound.job.config.ConfigException;
import io.trailhound.job.config.ElasticsearchConfig;
import java.io.IOException;
import java.io.InputStream;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;

/**
 * A connection in; afterwards the server has an index template for the alerts' indices, with the
 * ECS type of every field. One that's there already is left alone.
 */
final class IndexTemplate {
  private static final String RESOURCE = "/elasticsearch/index-template.json";
  private static final String NAME = "trailhound";
  private static final String DEFAULT_INDEX = "logs-trailhound";

  private final ElasticsearchConfig config;
  private final String name;

  IndexTemplate(ElasticsearchConfig config) {
    this.config = config;
    this.name = config.index().equals(DEFAULT_INDEX) ? NAME : NAME + "-" + config.index();
  }

  /**
   * Looks, and installs it when it's absent.
   *
   * @throws IOException when there's no answer, or one that may be another later
   * @throws ConfigException when the server doesn't let us in or doesn't take it
   */
  void require(RestClient server) throws IOException {
    ask(server, true);
  }

  /** Looks only, with the same outcomes. */
  void look(RestClient server) throws IOException {
    ask(server, false);
  }

  private void ask(RestClient server, boolean installs) throws IOException {
    try {
      if (!exists(server) && installs) {
        install(server);
      }
    } catch (ResponseException e) {
      ServerError error = ServerError.of(e);
      // It knows us: there are keys that may write, but not look.
      boolean isKnown = error.status() == 403 && !error.reason().contains("signature");
      if (isKnown && !config.installsTemplate()) {
        return;
      }
      if (error.deniesAccess()) {
        throw denied(error);
      }
      if (error.mayPass() && error.status() != 404) {
        throw e;
      }
      throw new ConfigException(
          "elasticsearch-url: %s doesn't take the index template '%s': %s. Right would be: Elasticsearch 8 or 9 or OpenSearch 2, or --elasticsearch-template=none."
              .formatted(config.urls().get(0), name, error));
    }
  }

  /** Where no template is wanted, any index serves to see whether the server knows us. */
  private boolean exists(RestClient server) throws IOException {
    String path = config.installsTemplate() ? "/_index_template/" + name : "/" + config.index();
    // Amazon says in the body why it refuses, and an answer to HEAD has none.
    Request look = new Request(config.signing() == null ? "HEAD" : "GET", path);
    look.addParameter("ignore", "404");
    Response response = server.performRequest(look);
    return response.getStatusLine().getStatusCode() == 200 || !config.installsTemplate();
  }

  private void install(RestClient server) throws IOException {
    Request put = new Request("PUT", "/_index_template/" + name);
    put.addParameter("create", "true");
    put.setJsonEntity(json());
    try {
      server.performRequest(put);
    } catch (ResponseException e) {
      if (!ServerError.of(e).reason().contains("already exists")) { // another was faster
        throw e;
      }
    }
  }

  /** The template, for the configured index. */
  String json() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    try (InputStream resource = IndexTemplate.class.getResourceAsStream(RESOURCE)) {
      ObjectNode template = (ObjectNode) mapper.readTree(resource);
      // Not index*: the template of another index that begins so would stand in its way.
      template.putArray("index_patterns").add(config.index()).add(config.index() + ".*");
      return mapper.writeValueAsString(template);
    }
  }

  private ConfigException denied(ServerError error) {
    if (config.signing() != null) {
      return new ConfigException(
          "elasticsearch-auth: %s doesn't let us in, signed for %s in %s: %s. Right would be: what docs/elasticsearch.md says of permissions, in the role that signs, the domain's access policy and its own roles."
              .formatted(
                  config.urls().get(0),
                  config.signing().service(),
                  config.signing().region(),
                  error));
    }
    if (error.status() == 403) {
      return new ConfigException(
          "elasticsearch-template: %s doesn't let us install the index template '%s': %s. Right would be: the privilege manage_index_templates, or to install it before and --elasticsearch-template=none."
              .formatted(config.urls().get(0), name, error));
    }
    return new ConfigException(
        "elasticsearch-url: %s doesn't let us in: %s. Right would be: a valid --elasticsearch-api-key, or --elasticsearch-user and --elasticsearch-password."
            .formatted(config.urls().get(0), error));
  }
}
