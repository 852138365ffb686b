package io.trailhound.job;

import java.util.stream.LongStream;

/**
 * What tests draw their moments from; a test's name says its seed. {@code -Dtrailhound.cuts=1000}
 * takes so many instead of the few of the build, {@code -Dtrailhound.seed} others.
 */
public final class Seeds {
  private static final Integer MANY = Integer.getInteger("trailhound.cuts");
  private static final long FIRST = Long.getLong("trailhound.seed", 1);

  private Seeds() {}

  /** Whether somebody asked for more than the build takes. */
  public static boolean byHand() {
    return MANY != null;
  }

  /**
   * @param inTheBuild how many it takes
   */
  public static LongStream some(int inTheBuild) {
    return LongStream.range(FIRST, FIRST + (MANY == null ? inTheBuild : MANY));
  }
}
