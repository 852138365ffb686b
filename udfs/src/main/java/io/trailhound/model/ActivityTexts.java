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
    texts.write(activity.arn, out);
    texts.write(activity.accountId, out);
    texts.write(activity.userName, out);
    texts.write(activity.userId, out);
    texts.write(activity.address, out);
    texts.write(activity.ip, out);
    texts.write(activity.action, out);
    texts.write(activity.asOrganization, out);
    CompactTexts.writeNumber(activity.asNumber, out);
    texts.write(activity.region, out);
    texts.write(activity.userAgent, out);
    texts.writeAlone(activity.userAgentName, out);
    texts.writeAlone(activity.provider, out);
    texts.writeAlone(activity.outcome, out);
    texts.writeAlone(activity.userType, out);
    texts.writeAlone(activity.accessKeyId, out);
    texts.writeAlone(activity.invokedBy, out);
    texts.writeAlone(activity.versions, out);
  }

  static Activity read(CompactTexts texts, DataInputView in) throws IOException {
    Activity activity = new Activity();
    activity.arn = texts.read(in);
    activity.accountId = texts.read(in);
    activity.userName = texts.read(in);
    activity.userId = texts.read(in);
    activity.address = texts.read(in);
    activity.ip = texts.read(in);
    activity.action = texts.read(in);
    activity.asOrganization = texts.read(in);
    activity.asNumber = CompactTexts.readNumber(in);
    activity.region = texts.read(in);
    activity.userAgent = texts.read(in);
    activity.userAgentName = texts.readAlone(in);
    activity.provider = texts.readAlone(in);
    activity.outcome = texts.readAlone(in);
    activity.userType = texts.readAlone(in);
    activity.accessKeyId = texts.readAlone(in);
    activity.invokedBy = texts.readAlone(in);
    activity.versions = texts.readAlone(in);
    return activity;
  }

  static void writeSession(Session session, CompactTexts texts, DataOutputView out)
      throws IOException {
    CompactTexts.writeNumber(session.created, out);
    texts.write(session.mfa, out);
    texts.write(session.sourceIdentity, out);
    texts.write(session.onBehalfOf, out);
    texts.write(session.identityStore, out);
  }

  static Session readSession(CompactTexts texts, DataInputView in) throws IOException {
    Session session = new Session();
    session.created = CompactTexts.readNumber(in);
    session.mfa = texts.read(in);
    session.sourceIdentity = texts.read(in);
    session.onBehalfOf = texts.read(in);
    session.identityStore = texts.read(in);
    return session;
  }
}
