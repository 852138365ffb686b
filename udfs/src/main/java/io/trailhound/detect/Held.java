package io.trailhound.detect;

import io.trailhound.model.Activity;
import io.trailhound.model.DetectorKey;
import io.trailhound.model.Session;
import io.trailhound.model.Signal;
import io.trailhound.writeback.WriteBack;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.runtime.state.KeyedStateBackend;

/** What of the detectors' state is worth holding in memory, and how many bytes it takes there. */
final class Held {
  /** Those that are read or written with most events, or soon again. */
  private static final Set<String> STATES =
      names(
          HourlyBuckets.TRUSTED,
          HourlyBuckets.UNCOMMON,
          HourlyBuckets.UNCOMMON_COUNTS,
          HourlyBuckets.CLOSED,
          HourlyBuckets.HOURS,
          RareRatio.OPEN_HOURS,
          ValueCount.PROGRESS,
          NewTerms.TERMS,
          NewTerms.DUE_SIZES,
          SlidingCount.USED_UP_TO,
          SlidingCount.LAID_OUT,
          HeldCalls.SIZES,
          Stretches.STATE,
          KnownSteps.HELD,
          KnownSteps.EDGES,
          KnownSteps.KNOWN,
          KnownSteps.PLACES,
          KnownSteps.FINAL,
          KnownSteps.SHARED,
          FinalSearch.HANDED,
          StepIndex.STRETCHES,
          StepBatches.DUE_SIZES,
          SequenceSteps.EARLY_LOOK);

  /** Bytes of an object with some fields, roughly. */
  private static final int OBJECT = 64;

  private static final int UNKNOWN = 1_000;
  private static final int NUMBER = 24;
  private static final int TEXT = 48;

  private Held() {}

  static <K> WriteBack<K> in(KeyedStateBackend<K> backend) {
    return WriteBack.of(backend, STATES, Held::bytes);
  }

  private static Set<String> names(StateDescriptor<?, ?>... states) {
    return List.of(states).stream()
        .map(StateDescriptor::getName)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** How many bytes a key or a value takes, roughly. */
  private static int bytes(Object value) {
    if (value instanceof Number) {
      return NUMBER;
    } else if (value instanceof String text) {
      return text(text);
    } else if (value instanceof long[] numbers) {
      return OBJECT + Long.BYTES * numbers.length;
    } else if (value instanceof DetectorKey key) {
      return OBJECT + text(key.group());
    } else if (value instanceof WindowKey key) {
      return OBJECT + text(key.group());
    } else if (value instanceof Slot) {
      return OBJECT;
    } else if (value instanceof TrustedHour hour) {
      return 2 * OBJECT + seen(hour.organizations) + ids(hour);
    } else if (value instanceof UncommonHour hour) {
      return uncommon(hour);
    } else if (value instanceof ClosedHours week) {
      return 2 * OBJECT + week.counts.length + each(week.organizations.keySet());
    } else if (value instanceof OpenHours open) {
      return OBJECT + text(open.conditions) + OBJECT * open.hours.size();
    } else if (value instanceof ValueCount.Progress window) {
      return window(window);
    } else if (value instanceof TermHistory term) {
      return OBJECT + term.episodes.stream().mapToInt(Held::episode).sum();
    } else if (value instanceof Stretch stretch) {
      return stretch(stretch);
    } else if (value instanceof HeldStep step) {
      return OBJECT + signal(step.step());
    } else if (value instanceof StepEdges edges) {
      return OBJECT + text(edges.first()) + text(edges.last());
    } else if (value instanceof StepTime time) {
      return OBJECT + text(time.step());
    } else if (value instanceof StepId id) {
      return OBJECT + text(id.step()) + text(id.eventId());
    } else if (value instanceof Signal step) {
      return signal(step);
    } else if (value instanceof Handed handed) {
      return 2 * OBJECT + 2 * NUMBER * handed.open.size() + text(handed.shape);
    } else if (value instanceof StepStretch stretch) {
      return 2 * OBJECT + 2 * NUMBER * stretch.open.size() + 2 * OBJECT * stretch.steps.size();
    } else if (value instanceof EarlyLook look) {
      return 2 * OBJECT + each(look.steps) + NUMBER * look.sent.size() + text(look.indexed);
    }
    return UNKNOWN;
  }

  private static int text(String text) {
    return text == null ? 0 : TEXT + text.length();
  }

  private static int each(Collection<String> texts) {
    int sum = 0;
    for (String text : texts) {
      sum += NUMBER + text(text);
    }
    return sum;
  }

  private static int seen(Seen seen) {
    return OBJECT + each(seen.values);
  }

  private static int ids(TrustedHour hour) {
    return hour.ids == null ? 0 : Long.BYTES * hour.ids.length;
  }

  private static int uncommon(UncommonHour hour) {
    return 2 * OBJECT
        + seen(hour.organizations)
        + seen(hour.sensitiveActions)
        + seen(hour.addresses)
        + seen(hour.ips)
        + seen(hour.users)
        + seen(hour.networks)
        + seen(hour.userAgents)
        + seen(hour.eventIds)
        + activity(hour.latestActivity);
  }

  private static int window(ValueCount.Progress window) {
    int sum = 2 * OBJECT + (window.seen == null ? 0 : each(window.seen)) + text(window.sum);
    if (window.few != null) {
      for (Call call : window.few) {
        sum += OBJECT + text(call.eventId()) + text(call.value()) + activity(call.activity());
      }
    }
    return sum;
  }

  private static int episode(Episode episode) {
    return OBJECT + text(episode.firstEventId) + text(episode.earlyId) + activity(episode.activity);
  }

  private static int stretch(Stretch stretch) {
    int numbers = stretch.calls.size() + stretch.takenCalls.size();
    return 4 * OBJECT
        + 3 * NUMBER * numbers
        + times(stretch.first)
        + times(stretch.last)
        + times(stretch.taken);
  }

  private static int times(Map<String, Long> times) {
    return each(times.keySet()) + 2 * NUMBER * times.size();
  }

  private static int signal(Signal signal) {
    return OBJECT
        + text(signal.group)
        + text(signal.eventId)
        + text(signal.value)
        + activity(signal.activity);
  }

  private static int activity(Activity shown) {
    if (shown == null) {
      return 0;
    }
    return 2 * OBJECT
        + text(shown.action)
        + text(shown.provider)
        + text(shown.outcome)
        + text(shown.region)
        + text(shown.accountId)
        + text(shown.userName)
        + text(shown.userId)
        + text(shown.arn)
        + text(shown.userType)
        + text(shown.accessKeyId)
        + text(shown.invokedBy)
        + session(shown.session)
        + text(shown.address)
        + text(shown.ip)
        + text(shown.asOrganization)
        + text(shown.userAgent)
        + text(shown.userAgentName)
        + text(shown.versions);
  }

  private static int session(Session shown) {
    if (shown == null) {
      return 0;
    }
    return OBJECT
        + NUMBER
        + text(shown.mfa)
        + text(shown.sourceIdentity)
        + text(shown.onBehalfOf)
        + text(shown.identityStore);
  }
}
