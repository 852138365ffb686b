package io.trailhound.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.decode.TestDecoder;
import io.trailhound.fuzz.Inputs.Input;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Inputs that chance makes: no exception, every input accounted for, no dead letter without a
 * reason, no alert that isn't a document. What was found once comes first, from testdata/fuzz.
 *
 * <p>{@code -Dtrailhound.fuzz=1000000} takes more of them, {@code -Dtrailhound.fuzz.seed=7} others,
 * {@code -Dtrailhound.fuzz.only=4711} one. In the profile release there are a million, a heap of
 * 256 MB, and a limit to the processor time of the worst one.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FuzzTest {
  private static final long INPUTS = Long.getLong("trailhound.fuzz", 8_000);
  private static final long SEED = Long.getLong("trailhound.fuzz.seed", 20_261_128);
  private static final Long ONLY = Long.getLong("trailhound.fuzz.only");

  /** Milliseconds of processor time that no input may take; without it nothing hangs on speed. */
  private static final Long WORST = Long.getLong("trailhound.fuzz.worst");

  private static final int THREADS = 2;

  /** Nanoseconds by the clock. What takes them is taken again, by the processor's time. */
  private static final long WORTH_A_LOOK = 50_000_000;

  private static final long LARGEST_MESSAGE = 8 << 20;
  private static final Path CORPUS = TestDecoder.TESTDATA.resolve("fuzz");

  @TestFactory
  @Order(1)
  Stream<DynamicTest> whatWasFoundOnceStaysMended() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(CORPUS)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    return files.stream()
        .filter(file -> !file.endsWith("README.md"))
        .map(file -> DynamicTest.dynamicTest(name(file), () -> isAccountedFor(file)));
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  @SuppressWarnings("try")
  private static void isAccountedFor(Path file) throws Exception {
    Recipe recipe = name(file).endsWith(".recipe") ? Recipe.of(Files.readString(file)) : null;
    Cost cost = new Cost();
    try (Onward onward = new Onward()) {
      if (recipe == null || recipe.length() <= LARGEST_MESSAGE) {
        byte[] message = recipe == null ? Files.readAllBytes(file) : recipe.bytes();
        onward.message(message);
        assertThat(onward.outputs).isPositive();
      }
      long before = onward.outputs;
      onward.file(recipe == null ? Files.newInputStream(file) : recipe.open());
      assertThat(onward.outputs).isGreaterThan(before);
    }
    System.out.printf(Locale.ROOT, "Fuzz: %s took %,d ms%n", name(file), cost.nanos() / 1_000_000);
  }

  @Test
  @Order(2)
  void everyInputIsAccountedFor() {
    System.out.printf(Locale.ROOT, "Fuzz: seed %d, %,d inputs%n", SEED, INPUTS);
    Worst worst =
        IntStream.range(0, THREADS)
            .parallel()
            .mapToObj(FuzzTest::part)
            .reduce(Worst::or)
            .orElseThrow();
    System.out.println("Fuzz: the worst was " + worst);
    if (WORST != null) {
      assertThat(worst.nanos()).isLessThan(WORST * 1_000_000);
    }
  }

  /** The input that took the most processor time. */
  private record Worst(long number, long nanos, int bytes) {
    Worst or(Worst other) {
      return other.nanos > nanos ? other : this;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "input %d, %,d bytes: %,d us", number, bytes, nanos / 1_000);
    }
  }

  /** Processor time of this thread since it was made. */
  private static final class Cost {
    private final long start = now();

    private static long now() {
      return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    long nanos() {
      return now() - start;
    }
  }

  @SuppressWarnings("try")
  private static Worst part(int part) {
    Inputs inputs = new Inputs(SEED);
    Worst worst = new Worst(-1, 0, 0);
    try (Onward onward = new Onward()) {
      for (long i = part; i < INPUTS; i += THREADS) {
        if (ONLY != null && ONLY != i) {
          continue;
        }
        Input input = inputs.at(i);
        long start = System.nanoTime();
        take(onward, input, i);
        if (System.nanoTime() - start > WORTH_A_LOOK) {
          Cost cost = new Cost();
          take(onward, input, i);
          worst = worst.or(new Worst(i, cost.nanos(), input.bytes().length));
        }
      }
      System.out.printf(
          Locale.ROOT,
          "Fuzz: %,d outputs, of them %,d events; %,d alerts%n",
          onward.outputs,
          onward.events,
          onward.alerts);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    return worst;
  }

  /** As a message, and of one in four the same as a file. */
  private static void take(Onward onward, Input input, long number) {
    long before = onward.outputs;
    long blanks = onward.blanks;
    try {
      onward.message(input.bytes());
      account(onward.outputs - before, input);
      boolean blank = onward.outputs - before == onward.blanks - blanks;
      if (number % 8 < 2 && !blank) { // a blank file isn't worth a letter
        before = onward.outputs;
        onward.file(new ByteArrayInputStream(input.bytes()));
        account(onward.outputs - before, input);
      }
    } catch (IOException | RuntimeException | Error e) {
      throw new AssertionError(
          "seed " + SEED + ", input " + number + ", kept as " + kept(input, number), e);
    }
  }

  private static void account(long outputs, Input input) {
    if (input.outputs() > 0
        ? outputs != input.outputs()
        : outputs == 0 && input.bytes().length > 0) {
      throw new AssertionError(outputs + " outputs of " + input.outputs() + " records");
    }
  }

  /** Where a failing input lies, to become one of the corpus. */
  private static Path kept(Input input, long number) {
    try {
      Path folder = Files.createDirectories(Path.of("target/fuzz"));
      return Files.write(folder.resolve(SEED + "-" + number), input.bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
