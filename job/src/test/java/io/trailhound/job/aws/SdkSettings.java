package io.trailhound.job.aws;

import java.util.HashMap;
import java.util.Map;

/** Settings of the AWS SDK in this process until this is closed: a region and credentials. */
public final class SdkSettings implements AutoCloseable {
  public static final String REGION = "eu-west-1";
  public static final String ACCESS_KEY = "AKIDEXAMPLE";
  public static final String SECRET_KEY = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

  private final Map<String, String> before = new HashMap<>();

  public SdkSettings() {
    set("aws.region", REGION);
    set("aws.accessKeyId", ACCESS_KEY);
    set("aws.secretAccessKey", SECRET_KEY);
  }

  public void set(String property, String value) {
    before.putIfAbsent(property, System.getProperty(property));
    System.setProperty(property, value);
  }

  @Override
  public void close() {
    before.forEach(
        (property, value) -> {
          if (value == null) {
            System.clearProperty(property);
          } else {
            System.setProperty(property, value);
          }
        });
  }
}
