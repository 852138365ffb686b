package io.trailhound.job.config;

import java.io.Serializable;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/**
 * What requests to Amazon OpenSearch Service are signed for.
 *
 * @param service {@code es}, or {@code aoss} for the serverless one
 * @param region {@code eu-west-1}
 */
public record AwsSigning(String service, String region) implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final String USUAL = "es";

  /** Of a domain in any partition, in both kinds of names that they have had; of a collection. */
  private static final Pattern HOST =
      Pattern.compile(
          ".*\\.(?:(REGION)\\.(es|aoss)\\.amazonaws\\..+|aos\\.(REGION)\\.on\\.aws)"
              .replace("REGION", FilesKeys.REGION_NAME.pattern().replace("(", "(?:")));

  /**
   * @return nothing when requests aren't signed
   * @throws ConfigException when nothing says the region
   */
  static Optional<AwsSigning> of(Settings settings, List<String> urls) {
    if (!settings.has(ElasticsearchKeys.AUTH)) {
      return Optional.empty();
    }
    Optional<String> given = settings.get(ElasticsearchKeys.REGION);
    Matcher host = HOST.matcher(String.valueOf(URI.create(urls.get(0)).getHost()));
    if (!host.matches()) {
      return Optional.of(new AwsSigning(USUAL, given.orElseGet(AwsSigning::found)));
    }
    String service = host.group(2) == null ? USUAL : host.group(2);
    String region = host.group(1) == null ? host.group(3) : host.group(1);
    return Optional.of(new AwsSigning(service, given.orElse(region)));
  }

  private static String found() {
    try {
      return DefaultAwsRegionProviderChain.builder().build().getRegion().id();
    } catch (SdkClientException nowhere) {
      throw new ConfigException(
          "elasticsearch-auth: nothing says which region the server is in. Right would be: --elasticsearch-region NAME.");
    }
  }
}
