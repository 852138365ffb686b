package io.trailhound.rules;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalTime;
import java.util.List;

/** Records by chance, of so few fields and values that rules by chance often find them. */
final class RandomRecords {
  private static final ObjectMapper JSON = new ObjectMapper();

  static final List<String> TEXTS =
      List.of(
          "Admin",
          "admin",
          "ADMIN-role",
          "a*b",
          "a?b",
          "a\\b",
          "a\\*b",
          "x",
          "",
          "-",
          "none",
          "AccessDenied",
          "Straße",
          "STRASSE",
          "Ⅷ",
          "ⅷ",
          "𐐀x",
          "10",
          "9.5",
          "007",
          "1e2",
          "true",
          "null",
          "{\"Allow\":\"1\"}",
          "a b",
          "\"q\"",
          "é",
          "İ",
          "ı",
          "line\nbreak",
          "Σίσυφος",
          "ΣΊΣΥΦΟΣ",
          "arn:aws:iam::1:role/x",
          "YWJj",
          "xU3RyYcOfZQ==");

  private static final List<String> ADDRESSES =
      List.of(
          "10.0.0.7",
          "10.1.2.3",
          "2001:db8::7",
          "::ffff:10.0.0.7",
          "iam.amazonaws.com",
          "010.0.0.7");

  private final Chance chance;

  RandomRecords(Chance chance) {
    this.chance = chance;
  }

  ObjectNode next() {
    ObjectNode record = JSON.createObjectNode();
    record.put("eventVersion", "1.08").put("eventID", "e");
    record.put("eventTime", "2026-09-01T" + LocalTime.of(chance.random().nextInt(24), 0) + ":00Z");
    record.put("eventName", chance.pick(List.of("Admin", "admin", "x", "AccessDenied", "ⅷ")));
    record.put("eventSource", chance.pick(List.of("x", "Admin", "Straße")));
    if (chance.random().nextInt(10) == 0) {
      chance
          .several(3, () -> chance.pick(TEXTS.subList(0, 8)))
          .forEach(record.putArray("eventName")::add);
    }
    for (String key :
        List.of("awsRegion", "sourceIPAddress", "userAgent", "errorCode", "errorMessage")) {
      chance.maybe(() -> put(record, key, key.equals("userAgent") || key.equals("errorCode")));
    }
    chance.maybe(() -> record.put("sourceIPAddress", chance.pick(ADDRESSES)));
    ObjectNode identity = record.putObject("userIdentity");
    for (String key : List.of("arn", "type", "principalId", "invokedBy")) {
      chance.maybe(() -> put(identity, key, false));
    }
    chance.maybe(
        () -> put(identity.putObject("sessionContext").putObject("sessionIssuer"), "type", false));
    for (String key : List.of("requestParameters", "responseElements", "additionalEventData")) {
      chance.maybe(() -> fill(record.putObject(key), 2));
    }
    chance.maybe(
        () ->
            chance
                .several(3, () -> 0)
                .forEach(i -> fill(record.withArray("resources").addObject(), 1)));
    return record;
  }

  private void put(ObjectNode node, String key, boolean orList) {
    if (orList && chance.random().nextInt(5) == 0) {
      ArrayNode list = node.putArray(key);
      chance.several(3, () -> chance.pick(TEXTS.subList(0, 8))).forEach(list::add);
    } else if (chance.random().nextInt(8) == 0) {
      node.putNull(key);
    } else {
      node.put(key, chance.pick(TEXTS));
    }
  }

  private void fill(ObjectNode node, int depth) {
    for (String key : List.of("a", "b")) {
      chance.maybe(() -> value(node, key));
    }
    if (depth > 0) {
      chance.maybe(() -> fill(node.putObject("o"), depth - 1));
      chance.maybe(
          () ->
              chance
                  .several(3, () -> 0)
                  .forEach(i -> fill(node.withArray("l").addObject(), depth - 1)));
    }
  }

  private void value(ObjectNode node, String key) {
    switch (chance.random().nextInt(6)) {
      case 0 -> node.put(key, chance.random().nextBoolean());
      case 1 -> node.put(key, chance.random().nextInt(12));
      case 2 -> chance.several(3, () -> chance.pick(TEXTS)).forEach(node.putArray(key)::add);
      case 3 -> node.putArray(key);
      default -> put(node, key, false);
    }
  }
}
