package io.trailhound.detect;

/**
 * How many seeds the tests go through that are left to chance: few in the build. {@code
 * -Dtrailhound.seeds=20} takes twenty times as many.
 */
public final class Rounds {
  private static final int TIMES = Integer.getInteger("trailhound.seeds", 1);

  private Rounds() {}

  public static int of(int inTheBuild) {
    return inTheBuild * TIMES;
  }
}
