package io.trailhound.model;

import java.util.List;
import java.util.stream.Stream;

/**
 * The names, ECS where there are any, of what files beside the events say of an account and of an
 * address. {@link CloudTrailEvent#accountFacts} and {@link CloudTrailEvent#networkFacts} have
 * values by them.
 */
public final class LookedUp {
  public static final String ACCOUNT_NAME = "cloud.account.name";
  public static final String OWNER = "labels.owner";
  public static final String ENVIRONMENT = "labels.environment";
  public static final String ORGANIZATIONAL_UNIT = "labels.organizational_unit";

  public static final String TAGS = "trailhound.network.tags";

  public static final String CONTINENT_CODE = "source.geo.continent_code";
  public static final String CONTINENT_NAME = "source.geo.continent_name";
  public static final String COUNTRY_CODE = "source.geo.country_iso_code";
  public static final String COUNTRY_NAME = "source.geo.country_name";
  public static final String REGION_CODE = "source.geo.region_iso_code";
  public static final String REGION_NAME = "source.geo.region_name";
  public static final String CITY_NAME = "source.geo.city_name";
  public static final String POSTAL_CODE = "source.geo.postal_code";
  public static final String TIMEZONE = "source.geo.timezone";

  /** Latitude and longitude. Only alerts have it. */
  public static final String LOCATION = "source.geo.location";

  /** Of an account. */
  public static final List<String> OF_ACCOUNTS =
      List.of(ACCOUNT_NAME, OWNER, ENVIRONMENT, ORGANIZATIONAL_UNIT);

  /** Of the place of an address, in the order in which alerts show them. */
  public static final List<String> OF_PLACES =
      List.of(
          CONTINENT_CODE,
          CONTINENT_NAME,
          COUNTRY_CODE,
          COUNTRY_NAME,
          REGION_CODE,
          REGION_NAME,
          CITY_NAME,
          POSTAL_CODE,
          TIMEZONE);

  /** All that rules can read. */
  public static final List<String> OF_RULES =
      Stream.of(OF_ACCOUNTS, OF_PLACES, List.of(TAGS)).flatMap(List::stream).toList();

  private LookedUp() {}
}
