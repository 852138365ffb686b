package io.trailhound.fuzz;

import java.util.Random;

/** Chance in, texts out as nobody should write them: what code stumbles over, put together. */
final class HostileText {
  private static final String[] PIECES = {
    "",
    "-",
    "none",
    "null",
    " ",
    "\u0000",
    "\u001b[31m",
    "\u001e3:abc",
    "\u001f",
    "\n",
    "\\",
    "\"",
    "%s%n%d%",
    "$1\\E",
    "…",
    "İ",
    "ß",
    "K",
    "日本",
    "😀",
    "\ud83d",
    "\udc00",
    "\u202e",
    "\ufeff",
    "<b>&amp;",
    "=cmd()",
    "/1.0",
    "/",
    "aws-sdk-",
    "aws-cli/2.15.0",
    "Boto3/1.26.1 ",
    "iam.amazonaws.com",
    ".amazonaws.com",
    "arn:aws:sts::111122223333:assumed-role/",
    "AWSServiceRoleForConfig",
    "ListFunctions20150331",
    "198.18.0.4",
    "035.249.253.232",
    "30.*.0.210",
    "::ffff:198.18.0.7",
    "2001:db8::",
    "AWS Internal",
    "9009",
    "4294967296",
    "1e400",
    "0x7b",
    "{}",
    "{a=b, c=[d, {e=f}], g=}",
    "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\"}]}",
    "H4sI",
    "eyJ",
    "(.*a){12}$",
    "*",
    "?",
    "a"
  };

  private HostileText() {}

  static String of(Random random) {
    StringBuilder text = new StringBuilder();
    for (int pieces = random.nextInt(5); pieces >= 0; pieces--) {
      String piece = PIECES[random.nextInt(PIECES.length)];
      text.append(piece.repeat(times(random)));
    }
    return text.toString();
  }

  /** Nearly always once; now and then as often as a cap or a quadratic search takes notice of. */
  private static int times(Random random) {
    return switch (random.nextInt(60)) {
      case 0 -> random.nextInt(2_000);
      case 1, 2 -> random.nextInt(130);
      default -> 1;
    };
  }
}
