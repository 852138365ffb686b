package io.trailhound.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.decode.BothReaders;
import io.trailhound.decode.TestDecoder;
import io.trailhound.model.ExtraFields;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.sigma.RuleFiles;
import io.trailhound.rules.sigma.RuleLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The quick reader and the careful one give the same events and dead letters, of {@link FuzzTest}'s
 * inputs and of its corpus. As many of them as there; the profile release takes a million.
 */
class BothReadersFuzzTest {
  private static final long INPUTS = Long.getLong("trailhound.fuzz", 8_000);
  private static final long SEED = Long.getLong("trailhound.fuzz.seed", 20_261_129);
  private static final long LARGEST_MESSAGE = 256 << 10;

  private final BothReaders both = new BothReaders(extras());

  /** Of all rules that ship, and of those that read what the inputs have, but for keywords. */
  private static ExtraFields extras() {
    RuleBook book =
        RuleLoader.load(
            RuleFiles.folder(Path.of("../job/src/main/resources/rules"))
                .plus(RuleFiles.folder(Path.of("../testdata/fuzz/rules"))));
    ExtraFields all = book.extraFields();
    return new ExtraFields(all.paths(), all.presences(), false, all.onlyOf());
  }

  @Test
  void anyInputIsReadTheSame() {
    Inputs inputs = new Inputs(SEED);
    for (long i = 0; i < INPUTS; i++) {
      byte[] input = inputs.at(i).bytes();
      try {
        both.message(input);
        if (i % 8 == 0) {
          both.file(input);
        }
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + SEED + ", input " + i, e);
      }
    }
    assertThat(both.outputs).isGreaterThan(INPUTS);
  }

  @Test
  void whatWasFoundOnceIsReadTheSame() throws IOException {
    List<Path> recipes;
    try (Stream<Path> all = Files.list(TestDecoder.TESTDATA.resolve("fuzz"))) {
      recipes = all.filter(file -> file.toString().endsWith(".recipe")).sorted().toList();
    }
    for (Path file : recipes) {
      Recipe recipe = Recipe.of(Files.readString(file));
      if (recipe.length() <= LARGEST_MESSAGE) {
        both.message(recipe.bytes());
        both.file(recipe.bytes());
      }
    }
    assertThat(both.outputs).isPositive();
  }
}
