package io.trailhound.job.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A request and a secret key in, its signature by AWS's Signature Version 4 out, made step by step
 * as the IAM User Guide has it ("Create a signed AWS API request") and with nothing of the SDK.
 *
 * @param path as it was sent
 * @param query as it was sent, without the signature itself; empty without one
 * @param headers those that are signed, by their names in lower case
 * @param bodyHash SHA-256 of the body, in hexadecimal digits
 * @param time {@code 20261130T020000Z}
 * @param scope {@code 20261130/eu-west-1/es/aws4_request}
 */
public record SignatureV4(
    String method,
    String path,
    String query,
    Map<String, String> headers,
    String bodyHash,
    String time,
    String scope) {

  public String with(String secretKey) throws GeneralSecurityException {
    byte[] key = ("AWS4" + secretKey).getBytes(UTF_8);
    for (String part : scope.split("/")) {
      key = hmac(key, part);
    }
    String request = hash(canonicalRequest().getBytes(UTF_8));
    return hex(hmac(key, String.join("\n", "AWS4-HMAC-SHA256", time, scope, request)));
  }

  private String canonicalRequest() {
    Map<String, String> sorted = new TreeMap<>(headers);
    String lines =
        sorted.entrySet().stream()
            .map(header -> header.getKey() + ":" + header.getValue().strip() + "\n")
            .collect(Collectors.joining());
    String names = String.join(";", sorted.keySet());
    return String.join("\n", method, encoded(path, "/"), canonicalQuery(), lines, names, bodyHash);
  }

  private String canonicalQuery() {
    Map<String, String> sorted = new TreeMap<>();
    for (String parameter : query.isEmpty() ? new String[0] : query.split("&")) {
      String[] parts = parameter.split("=", 2);
      sorted.put(
          encoded(URLDecoder.decode(parts[0], UTF_8), ""),
          parts.length < 2 ? "" : encoded(URLDecoder.decode(parts[1], UTF_8), ""));
    }
    return sorted.entrySet().stream()
        .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
        .collect(Collectors.joining("&"));
  }

  /** By RFC 3986: all but letters, digits, - . _ ~ and what is kept. */
  private static String encoded(String text, String kept) {
    String all = URLEncoder.encode(text, UTF_8).replace("+", "%20").replace("*", "%2A");
    all = all.replace("%7E", "~");
    return kept.isEmpty() ? all : all.replace(URLEncoder.encode(kept, UTF_8), kept);
  }

  public static String hash(byte[] bytes) throws GeneralSecurityException {
    return hex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(UTF_8));
  }
}
