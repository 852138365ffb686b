package io.trailhound.rules.condition;

/**
 * A {@code userAgent} to ECS {@code user_agent.name}, as far as rules on AWS clients need it: the
 * product of the leftmost match of {@code \b(Boto3?|aws-cli|aws-sdk-...)/digits.digits}, else null.
 * By hand, because the expression costs more than all other conditions together.
 */
public final class UserAgentName {
  private static final String[] PRODUCTS = {"aws-cli", "Boto3", "Boto"};
  private static final String SDK = "aws-sdk-";

  private UserAgentName() {}

  /** No product contains a slash, so the leftmost slash with a product before it is the match. */
  public static String of(String userAgent) {
    if (userAgent == null) {
      return null;
    }
    int slash = userAgent.indexOf('/');
    while (slash >= 0) {
      if (version(userAgent, slash + 1)) {
        String product = product(userAgent, slash);
        if (product != null) {
          return product;
        }
      }
      slash = userAgent.indexOf('/', slash + 1);
    }
    return null;
  }

  /** Whether {@code digits.digit} begins at {@code from}. */
  private static boolean version(String text, int from) {
    int i = from;
    while (i < text.length() && digit(text.charAt(i))) {
      i++;
    }
    return i > from && i + 1 < text.length() && text.charAt(i) == '.' && digit(text.charAt(i + 1));
  }

  private static String product(String text, int end) {
    int start = sdk(text, end);
    if (start >= 0) {
      return text.substring(start, end);
    }
    for (String product : PRODUCTS) {
      start = end - product.length();
      if (start >= 0 && text.startsWith(product, start) && boundary(text, start)) {
        return product;
      }
    }
    return null;
  }

  /**
   * Where {@code aws-sdk-} with a language, such as {@code go-v2} or {@code dotnet-45}, begins that
   * ends at {@code end}; -1 when none does. Never looks further back than to the slash before: a
   * text of many slashes would be read again for each.
   */
  private static int sdk(String text, int end) {
    int from = end;
    while (from > 0 && sdkLetter(text.charAt(from - 1))) {
      from--;
    }
    for (int start = from; start + SDK.length() < end; start++) {
      if (text.startsWith(SDK, start) && boundary(text, start)) {
        return start;
      }
    }
    return -1;
  }

  private static boolean sdkLetter(char c) {
    return c == '-' || digit(c) || (c >= 'a' && c <= 'z');
  }

  private static boolean boundary(String text, int start) {
    if (start == 0) {
      return true;
    }
    char before = text.charAt(start - 1);
    boolean letter = (before >= 'a' && before <= 'z') || (before >= 'A' && before <= 'Z');
    return !letter && !digit(before) && before != '_';
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }
}
