package io.trailhound.local;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * Waiting for what another thread or process brings about: a look at it comes in, and what it was
 * like when it was done goes out. A slow machine is waited for as long as looks find something new;
 * it's given up only when nothing has moved for {@link #LIMIT}.
 */
public final class Patience {
  /** Without any progress. */
  public static final Duration LIMIT = Duration.ofMinutes(10);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  /** What a look saw, or why it saw nothing: a server that starts doesn't answer yet. */
  private record Sight<T>(Optional<T> seen, String trouble) {
    static <T> Sight<T> of(Callable<T> look) {
      try {
        return new Sight<>(Optional.ofNullable(look.call()), "");
      } catch (Exception e) {
        return new Sight<>(Optional.empty(), String.valueOf(e));
      }
    }

    @Override
    public String toString() {
      return seen.isPresent() ? seen.get().toString() : trouble;
    }
  }

  private Patience() {}

  /**
   * Looks until what is seen is {@code done}. A look that throws, or is null, has seen nothing yet;
   * what {@code done} throws ends the waiting.
   *
   * @param what is waited for, in words for the message when it's given up
   * @throws LocalException after {@link #LIMIT} without anything new, with what was seen last
   */
  public static <T> T await(String what, Callable<T> look, Predicate<? super T> done) {
    return await(what, look, done, () -> "");
  }

  /**
   * The same for what shows elsewhere that it gets on.
   *
   * @param progress any value that changes meanwhile, as the size of a log does
   */
  public static <T> T await(
      String what, Callable<T> look, Predicate<? super T> done, Callable<?> progress) {
    List<Sight<?>> before = List.of();
    long moved = System.nanoTime();
    while (true) {
      Sight<T> sight = Sight.of(look);
      if (sight.seen.filter(done).isPresent()) {
        return sight.seen.get();
      }
      List<Sight<?>> now = List.of(sight, Sight.of(progress));
      if (!now.equals(before)) {
        before = now;
        moved = System.nanoTime();
      } else if (System.nanoTime() - moved > LIMIT.toNanos()) {
        throw new LocalException(
            String.format(
                Locale.ROOT,
                "%s: nothing has moved for %d min. Seen last: %.2000s",
                what,
                LIMIT.toMinutes(),
                sight));
      }
      if (Thread.interrupted()) {
        Thread.currentThread().interrupt();
        throw new LocalException(what + ": interrupted");
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }
}
