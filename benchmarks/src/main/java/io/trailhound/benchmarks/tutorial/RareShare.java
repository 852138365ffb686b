package io.trailhound.benchmarks.tutorial;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.AggregateFunction;

/** The calls of a user in a window of seven days in, whether they fire out. */
final class RareShare implements AggregateFunction<TutorialCall, RareShare.Share, RareShare.Share> {
  private static final long serialVersionUID = 1L;

  /** What a window has so far. */
  public static final class Share {
    public long trusted;
    public long uncommon;
    public long latestUncommon = Long.MIN_VALUE;
    public List<String> organizations = new ArrayList<>();
    public List<String> sensitive = new ArrayList<>();

    public Share() {}

    /**
     * @param end of the window, milliseconds
     * @param every how often windows end
     */
    boolean fires(long end, long every) {
      return trusted >= 100
          && uncommon >= 1
          && (double) uncommon / (trusted + uncommon) <= 0.01
          && organizations.size() <= 5
          && sensitive.size() >= 2
          && latestUncommon >= end - every;
    }
  }

  @Override
  public Share createAccumulator() {
    return new Share();
  }

  @Override
  public Share add(TutorialCall call, Share share) {
    addOnce(share.organizations, call.organization);
    if (Conditions.trusted(call)) {
      share.trusted++;
    } else {
      share.uncommon++;
      share.latestUncommon = Math.max(share.latestUncommon, call.time);
      if (Conditions.sensitive(call)) {
        addOnce(share.sensitive, call.action);
      }
    }
    return share;
  }

  private static void addOnce(List<String> values, String value) {
    if (!values.contains(value)) {
      values.add(value);
    }
  }

  @Override
  public Share getResult(Share share) {
    return share;
  }

  @Override
  public Share merge(Share one, Share other) {
    one.trusted += other.trusted;
    one.uncommon += other.uncommon;
    one.latestUncommon = Math.max(one.latestUncommon, other.latestUncommon);
    other.organizations.forEach(each -> addOnce(one.organizations, each));
    other.sensitive.forEach(each -> addOnce(one.sensitive, each));
    return one;
  }
}
