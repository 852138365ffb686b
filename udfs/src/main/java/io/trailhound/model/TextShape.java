package io.trailhound.model;

import java.util.ArrayList;
import java.util.List;

/**
 * What many texts of CloudTrail look like: fixed beginnings with parts between them, each of which
 * other fields of the same record may have too, as the name of a role is in its ARN. On the network
 * a text goes as the number of its shape and these parts; the order of the constants is that form.
 */
enum TextShape {
  ROLE_SESSION("arn:aws:sts::", ":assumed-role/", "/"),
  USER("arn:aws:iam::", ":user/"),
  ROLE("arn:aws:iam::", ":role/"),
  ROOT("arn:aws:iam::", ":root"),
  FEDERATED("arn:aws:sts::", ":federated-user/"),

  /** The principal id of a role's session: AWS has 21 characters before the colon. */
  SESSION_ID("", ":"),

  /** {@link Group} of two values. */
  PAIR("", "\u001f"),

  /** Sessions and programs that put a UUID behind their name. */
  WITH_UUID("", "");

  static final List<TextShape> ALL = List.of(values());

  private static final List<TextShape> ARNS = List.of(ROLE_SESSION, USER, ROLE, ROOT, FEDERATED);

  private static final int ACCOUNT = 12;
  private static final int ID = 21;
  private static final int UUID = 36;

  /** Before each part; the last one of {@link #ROOT} ends the text. */
  @SuppressWarnings("ImmutableEnumChecker") // List.of
  private final List<String> before;

  TextShape(String... before) {
    this.before = List.of(before);
  }

  /** The shape of a text; null where it has none. */
  static TextShape of(String text) {
    if (text.startsWith("arn:")) {
      for (int i = 0; i < ARNS.size(); i++) {
        if (ARNS.get(i).isOf(text)) {
          return ARNS.get(i);
        }
      }
      return null;
    }
    if (text.indexOf('\u001f') >= 0) {
      return PAIR;
    }
    if (text.indexOf(':') == ID) {
      return SESSION_ID;
    }
    return text.length() > UUID && Uuids.parse(text.substring(text.length() - UUID)) != null
        ? WITH_UUID
        : null;
  }

  int count() {
    return this == ROOT ? 1 : before.size();
  }

  /** Whether an ARN has this shape: nearly all that don't are told by one place. */
  private boolean isOf(String arn) {
    int account = before.get(0).length();
    int behind = account + ACCOUNT;
    String second = before.get(1);
    if (!arn.startsWith(second, behind) || !arn.startsWith(before.get(0))) {
      return false;
    }
    int from = behind + second.length();
    return switch (this) {
      case ROLE_SESSION -> arn.indexOf('/', from) >= 0;
      case ROOT -> arn.length() == from && arn.indexOf(second, account) == behind;
      default -> true;
    };
  }

  /** The parts of a text that has this shape. */
  List<String> split(String text) {
    if (this == WITH_UUID) {
      int end = text.length() - UUID;
      return List.of(text.substring(0, end), text.substring(end));
    }
    List<String> parts = new ArrayList<>(count());
    int from = before.get(0).length();
    for (int i = 1; i <= count(); i++) {
      boolean isLast = i == before.size();
      int to = isLast ? text.length() : text.indexOf(before.get(i), from);
      parts.add(text.substring(from, to));
      from = isLast ? to : to + before.get(i).length();
    }
    return parts;
  }

  /** The text that {@link #split} gives these parts of. */
  String join(List<String> parts) {
    StringBuilder text = new StringBuilder(64);
    for (int i = 0; i < before.size(); i++) {
      text.append(before.get(i));
      if (i < parts.size()) {
        text.append(parts.get(i));
      }
    }
    return text.toString();
  }
}
