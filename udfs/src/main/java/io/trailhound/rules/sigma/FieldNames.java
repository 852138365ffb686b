package io.trailhound.rules.sigma;

import io.trailhound.model.Actor;
import io.trailhound.model.ExtraFields;
import io.trailhound.model.LookedUp;
import io.trailhound.rules.Feed;
import io.trailhound.rules.Lookup;
import io.trailhound.rules.Rule;
import io.trailhound.rules.condition.ActorField;
import io.trailhound.rules.condition.EventField;
import io.trailhound.rules.condition.ExtraField;
import io.trailhound.rules.condition.Field;
import io.trailhound.rules.condition.KnownField;
import io.trailhound.rules.condition.LookedUpField;
import io.trailhound.rules.condition.OwnName;
import io.trailhound.text.Distance;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A field name of a rule file, in either vocabulary, to its {@link Field}; collects on the way what
 * the rules read besides the named fields. A name that can only be a slip is refused, because such
 * a rule would never fire and never say why.
 */
public final class FieldNames {
  private static final Map<String, Field> KNOWN = new TreeMap<>();

  static {
    for (KnownField known : KnownField.values()) {
      known.names().forEach(name -> KNOWN.put(name, new EventField(known)));
    }
    LookedUp.OF_RULES.forEach(name -> KNOWN.put(name, new LookedUpField(name)));
    KNOWN.put(Actor.FIELD, new ActorField());
  }

  private final List<String> paths = new ArrayList<>();
  private final Set<Integer> presences = new HashSet<>();
  private final Map<String, ExtraField> extras = new HashMap<>();
  private final Map<String, ExtraField> present = new HashMap<>();
  private boolean wholeText;
  private final Set<Lookup> lookups = EnumSet.noneOf(Lookup.class);

  /** Of which events alone what is read, is read. */
  private final Map<Integer, ExtraFields.Actions> onlyOf;

  /** Whether what is read is settled: then anything else is refused. */
  private final boolean settled;

  FieldNames() {
    settled = false;
    onlyOf = Map.of();
  }

  /**
   * Those of a job that runs: what its decoder doesn't read can't be named.
   *
   * @param lookedUp what some rule needed when it started
   */
  FieldNames(ExtraFields read, Set<Lookup> lookedUp) {
    for (int slot = 0; slot < read.paths().size(); slot++) {
      String path = read.paths().get(slot);
      (read.presences().contains(slot) ? present : extras).put(path, new ExtraField(path, slot));
    }
    paths.addAll(read.paths());
    presences.addAll(read.presences());
    wholeText = read.wholeText();
    lookups.addAll(lookedUp);
    onlyOf = read.onlyOf();
    settled = true;
  }

  /** The one name of a field that has several, the ECS one if there is one. */
  public static String canonical(String name) {
    Field known = KNOWN.get(name);
    return known == null ? EcsPaths.path(name) : known.name();
  }

  /**
   * Whether what stands under {@code name} is there under {@code other}, too. CloudTrail's own
   * names of the identity's fields also have what counts as missing under the ECS one, such as
   * {@code "-"}.
   */
  public static boolean isWithin(String name, String other) {
    return canonical(name).equals(canonical(other)) && (own(name) == null || own(other) != null);
  }

  private static String own(String name) {
    return KNOWN.get(name) instanceof EventField event ? event.known().own(name) : null;
  }

  /**
   * Why no record can have a field of this name, in words; empty when one can. What is said here
   * doesn't stop a start: AWS adds fields, and rules may be older or newer than this list.
   */
  public static String impossible(String name) {
    if (KNOWN.containsKey(name) || isSlip(name)) {
      return "";
    }
    String root = name.split("\\.", 2)[0];
    if (!CloudTrailPaths.ROOTS.contains(root)) {
      return "CloudTrail records have no " + root;
    }
    for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
      List<String> keys = CloudTrailPaths.NESTED.get(name.substring(0, dot));
      String key = name.substring(dot + 1).split("\\.", 2)[0];
      if (keys != null && !keys.contains(key)) {
        return name.substring(0, dot) + " has no " + key + ", but " + String.join(", ", keys);
      }
    }
    return "";
  }

  /** Whether the field has a name of its own; all others are paths into the record. */
  public static boolean known(String name) {
    return KNOWN.containsKey(name);
  }

  /**
   * The field behind {@code name}.
   *
   * @throws IllegalArgumentException with what would be right, when the name can only be a slip
   */
  Field resolve(String name) {
    Field known = KNOWN.get(name);
    if (known != null) {
      Lookup lookup = Lookup.of(name);
      if (lookup != null && !lookups.contains(lookup)) {
        refuseIfSettled(name);
        lookups.add(lookup);
      }
      return known;
    }
    if (!EcsPaths.has(name)) {
      refuseSlips(name);
    }
    return extras.computeIfAbsent(EcsPaths.path(name), this::next);
  }

  /** One event doesn't tell who is behind it. */
  static void refuseActor(Field field) {
    if (field.parts().contains(new ActorField())) {
      throw new IllegalArgumentException(
          "only group-by of a correlation can name it: a call alone doesn't tell who is behind it");
    }
  }

  private void refuseIfSettled(String what) {
    if (settled) {
      throw new UnreadFieldException(what);
    }
  }

  private ExtraField next(String path) {
    refuseIfSettled(path);
    paths.add(path);
    return new ExtraField(path, paths.size() - 1);
  }

  /**
   * Tells of the field that a condition knows as {@code name} whether there is anything in a
   * record, also a null or an empty list; null where the field's values tell all there is.
   */
  ExtraField presence(String name) {
    Field known = KNOWN.get(name);
    if (known instanceof LookedUpField) {
      return null;
    }
    String path =
        known instanceof EventField field ? field.known().path(name) : EcsPaths.path(name);
    return path == null ? null : present.computeIfAbsent(path, this::nextPresence);
  }

  private ExtraField nextPresence(String path) {
    ExtraField field = next(path);
    presences.add(field.slot());
    return field;
  }

  /**
   * The same as conditions see it.
   *
   * @throws IllegalArgumentException when conditions can't know it
   */
  Field compared(String name) {
    Field field = resolve(name);
    refuseActor(field);
    String own = own(name);
    return own == null ? field : new OwnName((EventField) field, own);
  }

  /** Notes that a keyword rule searches all values of the record. */
  void readWholeText() {
    if (!wholeText) {
      refuseIfSettled("the values of the whole record");
      wholeText = true;
    }
  }

  /** What has to be looked up for the fields that rules read. */
  Set<Lookup> lookups() {
    return lookups;
  }

  ExtraFields extraFields() {
    return extraFields(Map.of());
  }

  /**
   * @param onlyOf by slot, of which events alone it's read
   */
  ExtraFields extraFields(Map<Integer, ExtraFields.Actions> onlyOf) {
    return new ExtraFields(List.copyOf(paths), Set.copyOf(presences), wholeText, onlyOf);
  }

  /** Paths that a detection reads of events of which they aren't read, as all is settled. */
  List<String> unread(Rule.Match match, List<Feed> feeds) {
    if (onlyOf.isEmpty()) {
      return List.of();
    }
    return ExtrasByAction.unread(match, feeds, extraFields(onlyOf)).stream()
        .map(paths::get)
        .sorted()
        .toList();
  }

  private static boolean isSlip(String name) {
    try {
      refuseSlips(name);
      return false;
    } catch (IllegalArgumentException e) {
      return true; // an error says so
    }
  }

  private static void refuseSlips(String name) {
    String root = name.split("\\.", 2)[0];
    if (root.equals("userIdentity")) {
      String key = name.split("\\.", 3).length < 2 ? name : root + "." + name.split("\\.", 3)[1];
      if (!CloudTrailPaths.IDENTITY.contains(key)) {
        suggest(nearest(key, CloudTrailPaths.IDENTITY), name.substring(key.length()));
      }
      return;
    }
    if (CloudTrailPaths.ROOTS.contains(root)) {
      return;
    }
    suggest(nearest(name, KNOWN.keySet()), "");
    if (CloudTrailPaths.ECS_ROOTS.contains(root)) {
      throw new IllegalArgumentException(
          "docs/rules.md lists the ECS names; any other field goes by its CloudTrail path, such as"
              + " requestParameters.roleName");
    }
    suggest(nearest(root, CloudTrailPaths.ROOTS), name.substring(root.length()));
  }

  private static void suggest(String name, String rest) {
    if (name != null) {
      throw new IllegalArgumentException("did you mean " + name + rest + "?");
    }
  }

  /** The name that {@code given} was probably meant to be, or null. */
  private static String nearest(String given, Collection<String> names) {
    return Distance.nearest(given, names, 2).orElse(null);
  }
}
