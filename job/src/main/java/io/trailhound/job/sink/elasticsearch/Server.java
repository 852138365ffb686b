package io.trailhound.job.sink.elasticsearch;

import io.trailhound.job.config.ElasticsearchConfig;
import java.io.IOException;
import java.util.List;
import org.elasticsearch.client.RestClient;

/** Documents in, the server's answer out; before the first ones it gets its index template. */
final class Server implements AutoCloseable {
  private final RestClient client;
  private final IndexTemplate template;
  private boolean ready;

  Server(ElasticsearchConfig config) {
    this.client = Connection.open(config);
    this.template = new IndexTemplate(config);
  }

  /**
   * Waits for the answer.
   *
   * @throws ConfigException when the server doesn't let us in before it has taken anything. Later
   *     it's waited for: a running job can be stopped with a savepoint, and nothing is lost
   */
  Answer index(List<IndexedDocument> documents) {
    try {
      prepare();
    } catch (IOException e) {
      return Answer.none(documents, e.toString());
    }
    return Bulk.send(documents, client);
  }

  /**
   * Sees to it that the template is there, once.
   *
   * @throws IOException when there's no answer
   */
  void prepare() throws IOException {
    if (!ready) {
      template.require(client);
      ready = true;
    }
  }

  /**
   * Sees whether it answers and lets us in, and changes nothing.
   *
   * @throws IOException when there's no answer
   */
  void look() throws IOException {
    template.look(client);
  }

  @Override
  public void close() {
    Connection.close(client);
  }
}
