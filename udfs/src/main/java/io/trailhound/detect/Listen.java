package io.trailhound.detect;

import io.trailhound.model.Activity;
import io.trailhound.model.CloudTrailEvent;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Events in, what was {@link Heard} of each account out, by region and minute: of a busy trail a
 * second's thousands of events are a few. Late events and those without an account are left out.
 *
 * <p>Nothing waits for longer than {@link #WITHIN_MILLIS}.
 */
final class Listen extends SendSoon<CloudTrailEvent, Heard> {
  static final String UID = "listen";

  /** By the machine's clock. */
  static final long WITHIN_MILLIS = 1_000;

  private static final long serialVersionUID = 1L;

  private transient Map<Place, Heard> all;

  /** The watermark. */
  private transient long passed;

  private record Place(String account, HeardMinute minute) {}

  Listen() {
    super(WITHIN_MILLIS, 1);
  }

  @Override
  public void open() throws Exception {
    super.open();
    all = new HashMap<>();
    passed = Long.MIN_VALUE;
  }

  @Override
  public void processElement(StreamRecord<CloudTrailEvent> element) {
    CloudTrailEvent event = element.getValue();
    String account = event.recipientAccountId == null ? event.accountId : event.recipientAccountId;
    if (account == null || event.eventTime <= passed) {
      return;
    }
    String region = event.awsRegion == null ? "" : event.awsRegion;
    Place place = new Place(account, HeardMinute.of(region, event.eventTime));
    Heard heard = all.get(place);
    if (heard == null) {
      Activity activity = Activity.of(event, null);
      all.put(place, Heard.of(account, region, event.eventTime, event.eventId, activity));
    } else {
      heard.first = Math.min(heard.first, event.eventTime);
      if (heard.isBefore(event.eventTime, event.eventId)) {
        heard.last = event.eventTime;
        heard.lastEventId = event.eventId;
        heard.activity = Activity.of(event, null);
      }
    }
    holds(event.eventTime);
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    super.processWatermark(mark);
    passed = mark.getTimestamp();
  }

  @Override
  void send() {
    all.values().forEach(heard -> output.collect(new StreamRecord<>(heard, heard.last)));
    all.clear();
  }
}
