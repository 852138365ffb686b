package io.trailhound.rules;

import io.trailhound.model.ExtraFields;
import io.trailhound.text.CaseFold;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The calls of STS that hand out temporary credentials, and where their records tell which. */
public final class HandedOutKeys {
  public static final String PROVIDER = "sts.amazonaws.com";
  public static final String KEY = "responseElements.credentials.accessKeyId";
  public static final String EXPIRATION = "responseElements.credentials.expiration";

  public static final Set<String> CALLS =
      Set.of(
          "AssumeRole",
          "AssumeRoleWithSAML",
          "AssumeRoleWithWebIdentity",
          "GetSessionToken",
          "GetFederationToken");

  private HandedOutKeys() {}

  /** What {@code others} has, and what is told here, of these calls alone. */
  static ExtraFields and(ExtraFields others) {
    Set<String> folded = CALLS.stream().map(CaseFold::of).collect(Collectors.toSet());
    return others.and(
        List.of(KEY, EXPIRATION), new ExtraFields.Actions(Set.copyOf(folded), Set.of()));
  }
}
