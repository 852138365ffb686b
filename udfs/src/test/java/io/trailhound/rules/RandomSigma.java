package io.trailhound.rules;

import io.trailhound.rules.PlainSigma.All;
import io.trailhound.rules.PlainSigma.Any;
import io.trailhound.rules.PlainSigma.Expression;
import io.trailhound.rules.PlainSigma.Item;
import io.trailhound.rules.PlainSigma.Joined;
import io.trailhound.rules.PlainSigma.Keywords;
import io.trailhound.rules.PlainSigma.Named;
import io.trailhound.rules.PlainSigma.Not;
import io.trailhound.rules.PlainSigma.Of;
import io.trailhound.rules.PlainSigma.Selection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rules by chance, of the fields and values that {@link RandomRecords} have. */
final class RandomSigma {
  /** By their values the matcher knows which rules an event may be for. */
  private static final List<String> INDEXED = List.of("eventName", "event.action", "eventSource");

  private static final List<String> SCALARS =
      List.of(
          "eventName",
          "event.action",
          "eventSource",
          "event.provider",
          "awsRegion",
          "cloud.region",
          "sourceIPAddress",
          "source.address",
          "userAgent",
          "user_agent.original",
          "errorCode",
          "errorMessage",
          "event.outcome",
          "userIdentity.arn",
          "aws.cloudtrail.user_identity.arn",
          "userIdentity.type",
          "user.id",
          "userIdentity.principalId",
          "aws.cloudtrail.user_identity.invoked_by",
          "userIdentity.invokedBy",
          "userIdentity.sessionContext.sessionIssuer.type");

  private static final List<String> OTHERS =
      List.of(
          "requestParameters.a",
          "requestParameters.b",
          "requestParameters.o",
          "requestParameters.o.a",
          "requestParameters.o.o",
          "responseElements.a",
          "responseElements.l.a",
          "additionalEventData.a",
          "requestParameters",
          "resources.a");

  private static final List<String> NETWORKS =
      List.of("10.0.0.0/8", "10.0.0.6/31", "10.0.0.7/32", "0.0.0.0/0", "2001:db8::/32", "::/0");

  private static final List<String> EXPRESSIONS =
      List.of("^A", "n$", "a.b", "[0-9]+", "adm(in|IN)", "x|y", "^$", "(a|b)*c?\\\\b", "role/");

  private final Chance chance;

  RandomSigma(Chance chance) {
    this.chance = chance;
  }

  PlainRule rule() {
    Map<String, Selection> selections = new LinkedHashMap<>();
    for (String name : List.of("a1", "a2", "b1", "_c")) {
      selections.put(name, selection());
    }
    return new PlainRule(selections, condition(3));
  }

  private Selection selection() {
    int kind = chance.random().nextInt(10);
    if (kind == 0) {
      return new Keywords(chance.several(2, () -> text(false)), chance.random().nextBoolean());
    }
    return kind < 3 ? new Any(chance.several(3, this::map)) : map();
  }

  private All map() {
    Map<String, Item> items = new LinkedHashMap<>(); // a key stands once in a map
    for (Item item : chance.several(2, this::item)) {
      items.put(item.field() + item.modifiers(), item);
    }
    return new All(List.copyOf(items.values()));
  }

  private Item item() {
    List<String> modifiers = new ArrayList<>();
    String field =
        chance.pick(
            chance.random().nextInt(4) == 0
                ? INDEXED
                : chance.random().nextBoolean() ? SCALARS : OTHERS);
    switch (chance.random().nextInt(14)) {
      case 0 -> {
        return new Item(
            field, List.of("exists"), List.of(chance.random().nextBoolean() ? "true" : "false"));
      }
      case 1 -> {
        modifiers.add(chance.pick(List.of("lt", "lte", "gt", "gte")));
        return new Item(
            field, modifiers, List.of(chance.pick(List.of("10", "9.5", "7", "-1", "1e2"))));
      }
      case 2 -> {
        modifiers.add("re");
        addSometimes("i", modifiers);
        return new Item(field, modifiers, chance.several(2, () -> chance.pick(EXPRESSIONS)));
      }
      case 3 -> {
        return new Item(
            "eventTime",
            List.of("hour"),
            chance.several(3, () -> "" + chance.random().nextInt(24)));
      }
      case 4 -> {
        modifiers.add("fieldref");
        position(modifiers);
        addSometimes("cased", modifiers);
        addSometimes("neq", modifiers);
        return new Item(chance.pick(SCALARS), modifiers, List.of(chance.pick(SCALARS)));
      }
      case 5 -> {
        return new Item(field, List.of(), nullAndOthers());
      }
      case 6 -> {
        return new Item(
            "sourceIPAddress", List.of("cidr"), chance.several(2, () -> chance.pick(NETWORKS)));
      }
      case 7 -> {
        return new Item(
            field, List.of("base64", "contains"), List.of(chance.pick(List.of("abc", "Straße"))));
      }
      default -> {
        position(modifiers);
        addSometimes("all", modifiers);
        addSometimes("cased", modifiers);
        addSometimes("neq", modifiers);
        int most = chance.random().nextInt(20) == 0 ? 40 : 3;
        return new Item(field, modifiers, chance.several(most, () -> text(true)));
      }
    }
  }

  private List<String> nullAndOthers() {
    List<String> values = new ArrayList<>();
    values.add(null);
    if (chance.random().nextBoolean()) {
      values.add(text(true));
    }
    return values;
  }

  private void position(List<String> modifiers) {
    if (chance.random().nextBoolean()) {
      modifiers.add(chance.pick(List.of("contains", "startswith", "endswith")));
    }
  }

  private void addSometimes(String modifier, List<String> modifiers) {
    if (chance.random().nextInt(4) == 0) {
      modifiers.add(modifier);
    }
  }

  /** A text as records have them, a part of one, or a pattern that it is like. */
  private String text(boolean maybeEmpty) {
    String text = chance.pick(RandomRecords.TEXTS);
    if (chance.random().nextInt(3) > 0) {
      text = text.replaceAll("[*?\\\\]", "\\\\$0");
    }
    if (chance.random().nextInt(3) == 0
        && text.length() > 2
        && text.chars().allMatch(c -> c < 0x80 && c != '\\')) {
      int from = chance.random().nextInt(text.length() - 1);
      text = text.substring(from, from + 1 + chance.random().nextInt(text.length() - from));
      text = chance.random().nextBoolean() ? text + "*" : "*" + text;
      text = chance.random().nextInt(4) == 0 ? text.replaceFirst("[a-z]", "?") : text;
    }
    return text.isEmpty() && !maybeEmpty ? "x" : text;
  }

  private Expression condition(int depth) {
    int kind = chance.random().nextInt(depth == 0 ? 2 : 5);
    return switch (kind) {
      case 0 -> new Named(chance.pick(List.of("a1", "a2", "b1", "_c")));
      case 1 ->
          new Of(
              chance.random().nextBoolean(),
              chance.pick(List.of("a*", "them", "_*", "b*", "a1", "b1")));
      case 2 -> new Not(condition(depth - 1));
      default ->
          new Joined(chance.random().nextBoolean(), chance.several(3, () -> condition(depth - 1)));
    };
  }
}
