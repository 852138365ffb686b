package io.trailhound.rules.check;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * AWS's service models in, the text of {@code services.tsv} out. The models are those of botocore,
 * the library of services that AWS's command line is made with: one file a service and version,
 * with its operations, where they go to, and the members of their inputs.
 */
final class CatalogueWriter {
  private static final Pattern MODEL =
      Pattern.compile("botocore/data/([^/]+)/(\\d{4}-\\d\\d-\\d\\d)/service-2\\.json\\.gz");
  private static final Pattern LAMBDA_VERSION = Pattern.compile("/(201\\d)-(\\d\\d)-(\\d\\d)/.*");
  private static final Pattern CLOUDFRONT_VERSION = Pattern.compile("(.*)\\d{4}_\\d\\d_\\d\\d");

  /** What a service writes its operations as, where that isn't their name. */
  private static final Map<String, String> RENAMED =
      Map.of(
          "s3 ListObjectsV2", "ListObjects",
          "s3 PutBucketLifecycleConfiguration", "PutBucketLifecycle",
          "s3 GetBucketLifecycleConfiguration", "GetBucketLifecycle",
          "s3 PutBucketNotificationConfiguration", "PutBucketNotification",
          "s3 GetBucketNotificationConfiguration", "GetBucketNotification",
          "s3 PutPublicAccessBlock", "PutBucketPublicAccessBlock",
          "s3 GetPublicAccessBlock", "GetBucketPublicAccessBlock",
          "s3 DeletePublicAccessBlock", "DeleteBucketPublicAccessBlock",
          "s3 PutObjectLockConfiguration", "PutBucketObjectLockConfiguration",
          "s3 GetObjectLockConfiguration", "GetBucketObjectLockConfiguration");

  private final Map<String, Set<String>> actions = new TreeMap<>();
  private final Map<String, Set<String>> parameters = new TreeMap<>();
  private LocalDate newest = LocalDate.EPOCH;

  private CatalogueWriter() {}

  /**
   * @param wheel a release of botocore as its package registry has it, {@code .whl}
   */
  static String write(Path wheel) throws IOException {
    CatalogueWriter writer = new CatalogueWriter();
    try (ZipFile zip = new ZipFile(wheel.toFile())) {
      for (ZipEntry entry : newestModels(zip)) {
        writer.read(zip, entry);
      }
    }
    String release = wheel.getFileName().toString().split("-")[1];
    StringBuilder text =
        new StringBuilder(
                "# AWS's services: host, operations, members of their inputs. Made from\n")
            .append("# botocore " + release + " of " + writer.newest + " by CatalogueWriter.\n");
    writer.actions.forEach(
        (service, names) ->
            text.append(service)
                .append('\t')
                .append(String.join(" ", names))
                .append('\t')
                .append(String.join(" ", writer.parameters.getOrDefault(service, Set.of())))
                .append('\n'));
    return text.toString();
  }

  private static List<ZipEntry> newestModels(ZipFile zip) {
    Map<String, ZipEntry> models = new TreeMap<>();
    for (ZipEntry entry : Collections.list(zip.entries())) {
      Matcher model = MODEL.matcher(entry.getName());
      if (model.matches()) {
        models.merge(
            model.group(1),
            entry,
            (one, other) -> one.getName().compareTo(other.getName()) > 0 ? one : other);
      }
    }
    return List.copyOf(models.values());
  }

  private void read(ZipFile zip, ZipEntry entry) throws IOException {
    LocalDate date = entry.getTimeLocal().toLocalDate();
    newest = date.isAfter(newest) ? date : newest;
    try (InputStream in = new GZIPInputStream(zip.getInputStream(entry));
        JsonParser json = new JsonFactory().createParser(in)) {
      json.nextToken();
      Object model = value(json);
      add(map(model));
    }
  }

  private void add(Map<String, Object> model) {
    Map<String, Object> metadata = map(model.get("metadata"));
    Object prefix = metadata.get("endpointPrefix");
    String service =
        String.valueOf(metadata.getOrDefault("signingName", prefix)).toLowerCase(Locale.ROOT);
    Map<String, Object> shapes = map(model.get("shapes"));
    Set<String> names = actions.computeIfAbsent(service, first -> new TreeSet<>());
    Set<String> inputs = parameters.computeIfAbsent(service, first -> new TreeSet<>());
    for (Object each : map(model.get("operations")).values()) {
      Map<String, Object> operation = map(each);
      names.add(event(service, operation));
      if (operation.containsKey("input")) {
        Object shape = map(operation.get("input")).get("shape");
        map(map(shapes.get(shape)).get("members")).keySet().forEach(m -> inputs.add(first(m)));
      }
    }
  }

  /** CloudTrail writes the name of a member with a small first letter. */
  private static String first(String member) {
    return member.substring(0, 1).toLowerCase(Locale.ROOT) + member.substring(1);
  }

  private static String event(String service, Map<String, Object> operation) {
    String name = String.valueOf(operation.get("name"));
    UnaryOperator<String> renamed = it -> RENAMED.getOrDefault(service + " " + it, it);
    Matcher cloudfront = CLOUDFRONT_VERSION.matcher(name);
    if (service.equals("cloudfront") && cloudfront.matches()) {
      return cloudfront.group(1);
    }
    Matcher version =
        LAMBDA_VERSION.matcher(String.valueOf(map(operation.get("http")).get("requestUri")));
    boolean dated = service.equals("lambda") && !name.startsWith("Invoke") && version.matches();
    return dated
        ? name + version.group(1) + version.group(2) + version.group(3)
        : renamed.apply(name);
  }

  /** Maps as maps, lists as nothing: none of them is needed. */
  private static Object value(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      String text = json.getText();
      json.skipChildren();
      return text;
    }
    Map<String, Object> map = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      json.nextToken();
      map.put(key, value(json));
    }
    return map;
  }

  private static Map<String, Object> map(Object value) {
    Map<String, Object> copy = new HashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, each) -> copy.put(String.valueOf(key), each));
    }
    return copy;
  }
}
