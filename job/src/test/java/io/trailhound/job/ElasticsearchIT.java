package io.trailhound.job;

import io.trailhound.local.Elasticsearch;

final class ElasticsearchIT extends SearchServerTests {
  ElasticsearchIT() {
    super(Elasticsearch.Product.ELASTICSEARCH);
  }
}
