package io.trailhound.rules.sigma;

import io.trailhound.rules.Check;
import io.trailhound.rules.RuleException;
import io.trailhound.rules.condition.Glob;
import io.trailhound.rules.condition.TextSet;
import io.trailhound.rules.condition.ValueCondition;
import io.trailhound.rules.condition.ValueConditions;
import io.trailhound.rules.sigma.YamlValue.Text;
import io.trailhound.text.CaseFold;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Texts with wildcards to the test that a value is like one of them, as a whole or in part: plain
 * ones are looked up, many of a kind looked for in one pass.
 */
final class TextPatterns {
  /** From here on one pass over a value costs less than a search for each text. */
  static final int MANY = 24;

  private final String file;
  private final Modifiers modifiers;
  private final String match;

  /**
   * @param match {@code equals}, {@code contains}, {@code startswith} or {@code endswith}
   */
  TextPatterns(String file, Modifiers modifiers, String match) {
    this.file = file;
    this.modifiers = modifiers;
    this.match = match;
  }

  ValueCondition test(List<Text> texts) {
    boolean cased = modifiers.cased() || modifiers.encoding().startsWith("base64");
    Set<String> literals = new HashSet<>();
    List<Glob> globs = new ArrayList<>();
    for (Text text : texts) {
      for (String tokens : encoded(text)) {
        String pattern = Glob.widen(tokens, match);
        if (Glob.wild(pattern)) {
          globs.add(Glob.of(pattern, cased));
        } else {
          literals.add(cased ? pattern : CaseFold.of(pattern));
        }
      }
    }
    List<ValueCondition> tests = new ArrayList<>();
    if (!literals.isEmpty()) {
      tests.add(new ValueConditions.OneOf(Set.copyOf(literals), cased || caseless(literals)));
    }
    tests.addAll(like(globs, cased));
    return tests.size() == 1 ? tests.get(0) : new ValueConditions.AnyOf(List.copyOf(tests));
  }

  /** Many plain texts to be found in the same place are looked for in one pass. */
  private static List<ValueCondition> like(List<Glob> globs, boolean cased) {
    Map<String, List<Glob>> many =
        globs.stream()
            .filter(glob -> glob.literal() != null)
            .collect(Collectors.groupingBy(Glob::where));
    many.values().removeIf(same -> same.size() < MANY);
    List<ValueCondition> tests = new ArrayList<>();
    for (Glob glob : globs) {
      if (glob.literal() == null || !many.containsKey(glob.where())) {
        tests.add(new ValueConditions.Like(glob, cased));
      }
    }
    many.forEach(
        (where, same) -> {
          TextSet texts = new TextSet(where, same.stream().map(Glob::literal).toList());
          tests.add(new ValueConditions.OneIn(texts, cased));
        });
    return tests;
  }

  /**
   * Numbers and the like needn't be compared in lower case. Beyond ASCII also what is no letter may
   * have one.
   */
  private static boolean caseless(Set<String> literals) {
    return literals.stream()
        .allMatch(text -> text.chars().allMatch(c -> c < 0x80 && !Character.isLetter(c)));
  }

  private List<String> encoded(Text text) {
    String tokens = Glob.parse(text.text());
    if (modifiers.encoding().startsWith("base64") && Glob.wild(tokens)) {
      throw new RuleException(
          file,
          text.at(),
          Check.VALUE,
          "wildcards can't be encoded in base64",
          "escape them: \\* and \\?");
    }
    return switch (modifiers.encoding()) {
      case "base64" -> List.of(Encodings.base64(tokens, modifiers.charset()));
      case "base64offset" -> Encodings.base64offset(tokens, modifiers.charset());
      case "windash" -> List.of(Encodings.windash(tokens));
      default -> List.of(tokens);
    };
  }
}
