package io.trailhound.model;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * An {@link Activity} to bytes and back, behind the signal that it travels with. What its group or
 * value said already, often the principal's ARN and the action, isn't written again.
 */
final class ActivityTexts {
  private ActivityTexts() {}

  static void write(Activity activity, CompactTexts texts, DataOutputView out) throws IOException {
    texts.writeWord(activity.address, out);
    texts.remember(activity.address);
    texts.write(activity.ip, out);
    texts.write(activity.action, out);
    texts.writeWord(activity.provider, out);
    texts.writeWord(activity.outcome, out);
    texts.writeWord(activity.region, out);
    texts.write(activity.accountId, out);
    texts.write(activity.userName, out);
    texts.write(activity.userId, out);
    texts.write(activity.arn, out);
    texts.writeWord(activity.userType, out);
    texts.write(activity.accessKeyId, out);
    texts.writeWord(activity.invokedBy, out);
    CompactTexts.writeNumber(activity.asNumber, out);
    texts.writeWord(activity.asOrganization, out);
    texts.writeWord(activity.userAgent, out);
    texts.writeWord(activity.userAgentName, out);
    texts.write(activity.versions, out);
  }

  static Activity read(CompactTexts texts, DataInputView in) throws IOException {
    Activity activity = new Activity();
    activity.address = texts.read(in);
    texts.remember(activity.address);
    activity.ip = texts.read(in);
    activity.action = texts.read(in);
    activity.provider = texts.read(in);
    activity.outcome = texts.read(in);
    activity.region = texts.read(in);
    activity.accountId = texts.read(in);
    activity.userName = texts.read(in);
    activity.userId = texts.read(in);
    activity.arn = texts.read(in);
    activity.userType = texts.read(in);
    activity.accessKeyId = texts.read(in);
    activity.invokedBy = texts.read(in);
    activity.asNumber = CompactTexts.readNumber(in);
    activity.asOrganization = texts.read(in);
    activity.userAgent = texts.read(in);
    activity.userAgentName = texts.read(in);
    activity.versions = texts.read(in);
    return activity;
  }
}
