package io.trailhound.job.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** A made-up caller: the {@code userIdentity}, address and user agent of the calls it makes. */
record Caller(ObjectNode identity, String address, String userAgent) {
  static final String ACCOUNT = "111122223333";

  static Caller user(String name, String address, String userAgent) {
    ObjectNode identity = identity("IAMUser");
    String id = name.replace("-", "").toUpperCase(Locale.ROOT);
    identity.put("principalId", "AIDAEXAMPLE" + id);
    identity.put("arn", "arn:aws:iam::" + ACCOUNT + ":user/" + name);
    identity.put("accountId", ACCOUNT);
    identity.put("accessKeyId", "AKIAEXAMPLE" + id);
    identity.put("userName", name);
    return new Caller(identity, address, userAgent);
  }

  static Caller role(String role, String session, String address, String userAgent) {
    ObjectNode identity = identity("AssumedRole");
    identity.put("principalId", "AROAEXAMPLE:" + session);
    identity.put("arn", "arn:aws:sts::" + ACCOUNT + ":assumed-role/" + role + "/" + session);
    identity.put("accountId", ACCOUNT);
    identity.put("accessKeyId", "ASIAEXAMPLE");
    ObjectNode issuer = identity.putObject("sessionContext").putObject("sessionIssuer");
    issuer.put("type", "Role");
    issuer.put("arn", "arn:aws:iam::" + ACCOUNT + ":role/" + role);
    issuer.put("userName", role);
    return new Caller(identity, address, userAgent);
  }

  static Caller service(String name, String address) {
    ObjectNode identity = identity("AWSService");
    identity.put("invokedBy", name);
    return new Caller(identity, address, name);
  }

  Caller from(String newAddress) {
    return new Caller(identity, newAddress, userAgent);
  }

  Caller with(String newUserAgent) {
    return new Caller(identity, address, newUserAgent);
  }

  private static ObjectNode identity(String type) {
    return JsonNodeFactory.instance.objectNode().put("type", type);
  }
}
