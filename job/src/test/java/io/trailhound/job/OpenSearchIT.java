package io.trailhound.job;

import io.trailhound.local.Elasticsearch;
import org.junit.jupiter.api.Tag;

@Tag("e2e")
final class OpenSearchIT extends SearchServerTests {
  OpenSearchIT() {
    super(Elasticsearch.Product.OPENSEARCH);
  }
}
