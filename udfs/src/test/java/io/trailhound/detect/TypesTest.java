package io.trailhound.detect;

import static org.apache.flink.types.PojoTestUtils.assertSerializedAsPojoWithoutKryo;

import io.trailhound.model.Activity;
import io.trailhound.model.Alert;
import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.DeadLetter;
import io.trailhound.model.Decoded;
import io.trailhound.model.DetectorKey;
import io.trailhound.model.Incident;
import io.trailhound.model.IncidentAlert;
import io.trailhound.model.KeyGrant;
import io.trailhound.model.KeyHolder;
import io.trailhound.model.Signal;
import io.trailhound.model.Step;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypesTest {
  /** All that travels in a stream or rests in state. */
  @ParameterizedTest
  @ValueSource(
      classes = {
        Activity.class,
        Alert.class,
        Call.class,
        CallBucket.class,
        ClosedHours.class,
        CloudTrailEvent.class,
        DeadLetter.class,
        Decoded.class,
        DetectorKey.class,
        EarlyLook.class,
        Episode.class,
        EventHash.class,
        Heard.class,
        HeardMinute.class,
        CallId.class,
        Slot.class,
        Stretch.class,
        HeldStep.class,
        Incident.class,
        IncidentAlert.class,
        IncidentPace.class,
        IncidentTold.class,
        KeyGrant.class,
        KeyHolder.class,
        NumbersAt.class,
        OpenHours.class,
        OpenHours.Hour.class,
        Seen.class,
        Signal.class,
        Step.class,
        StepId.class,
        StepStretch.class,
        StepTime.class,
        SumsTold.class,
        TermHistory.class,
        Trail.class,
        TrustedHour.class,
        UncommonHour.class,
        ValueCount.Progress.class,
        WindowKey.class
      })
  void noStreamOrStateTypeFallsBackToKryo(Class<?> type) {
    assertSerializedAsPojoWithoutKryo(type);
  }
}
