package io.trailhound.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Activity;
import io.trailhound.model.ExtraFields;
import io.trailhound.rules.sigma.Sigma;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WhoTest {
  /** Identities as CloudTrail's documentation shows them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          'type':'IdentityCenterUser','accountId':'1234','onBehalfOf':{'userId':'u-1','identityStoreArn':'i'},'credentialId':'c-1' | Identity Center user u-1 of account 1234
          'type':'IdentityCenterUser','accountId':'1234','credentialId':'c-1' | Identity Center user c-1 of account 1234
          'type':'IdentityCenterUser','accountId':'1234' | Identity Center user of account 1234
          'type':'AWSAccount','principalId':'AIDA1','accountId':'1234' | Principal AIDA1 of account 1234
          'type':'AWSAccount','accountId':'1234' | Account 1234
          'type':'SAMLUser','principalId':'p','userName':'jane@example.com' | jane@example.com
          'type':'SAMLUser','principalId':'p','identityProvider':'i' | SAML user p
          'type':'WebIdentityUser','principalId':'accounts.google.com:app:1' | Web identity user accounts.google.com:app:1
          'type':'Unknown','principalId':'p-1','accountId':'1234' | Principal p-1 of account 1234
          'type':'Unknown','accountId':'1234' | Unnamed caller of account 1234
          'type':'Root','accountId':'1234' | The root user of account 1234
          'type':'Root' | The root user
          'type':'IAMUser','userName':'alice','accountId':'1234' | alice
          'invokedBy':'backup.amazonaws.com' | backup.amazonaws.com
           | Unnamed caller
          """)
  void theBestThatIsThereNamesTheCaller(String identity, String name) {
    String record =
        "'eventName':'A','userIdentity':{%s}".formatted(identity == null ? "" : identity);
    Activity activity = Activity.of(Sigma.event(ExtraFields.NONE, record), null);
    assertThat(Who.did(activity)).isEqualTo(name);
  }
}
