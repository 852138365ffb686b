package io.trailhound.rules.condition;

/**
 * {@link UserAgentName} of texts that repeat: those that are the same object as one met lately
 * aren't read again.
 */
final class AgentNames {
  /** A power of two. */
  private static final int SIZE = 1 << 9;

  /** Longer ones are an attacker's, and aren't met again as the same object. */
  private static final int LONGEST = 256;

  private final String[] met = new String[SIZE];
  private final String[] names = new String[SIZE];

  @SuppressWarnings("ReferenceEquality") // another object of the same text is read again
  String of(String userAgent) {
    if (userAgent == null || userAgent.length() > LONGEST) {
      return UserAgentName.of(userAgent);
    }
    int hash = userAgent.hashCode();
    int place = (hash ^ (hash >>> 16)) & (SIZE - 1);
    if (met[place] != userAgent) {
      names[place] = UserAgentName.of(userAgent);
      met[place] = userAgent;
    }
    return names[place];
  }
}
