package io.trailhound.rules.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Selections that load and don't mean what their author thinks. */
class DetectionChecksTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '#',
      textBlock =
          """
          eventSource: iam # a.yml:6:18 event-source: no event has the eventSource iam; did you mean iam.amazonaws.com?
          eventSource: iam.amazonaw.com # event-source: no event has the eventSource iam.amazonaw.com; it ends in .amazonaws.com
          event.provider: [iam.amazonaws.com, lamda.amazonaws.com] # a.yml:6:41 event-source: no event has the eventSource lamda.amazonaws.com; did you mean lambda.amazonaws.com?
          eventSource: frobnicate.amazonaws.com # unknown-service: the eventSource frobnicate.amazonaws.com is in no service model; see whether some event has it; what is known: botocore 1.
          eventName: PassRole # event-name: no event has the eventName PassRole; that's a permission in policies; events say the call that hands the role over
          eventName: ListAllMyBuckets # that's a permission in policies; events say ListBuckets
          {eventSource: s3.amazonaws.com, eventName: PutReplicationConfiguration} # that's a permission in policies; events say PutBucketReplication
          eventName: CreateUser and DeleteUser # event-name: no event has the eventName CreateUser and DeleteUser; one event has one name: write a list, of which one matches
          eventName: CreateUser, DeleteUser # one event has one name
          eventName: CreateUsr # event-name: no event has the eventName CreateUsr; did you mean CreateUser?
          {eventSource: lambda.amazonaws.com, event.action: ListFunctions} # event-name: no event has the eventName ListFunctions; Lambda writes ListFunctions20150331: write ListFunctions*
          eventName: GetFunctionConfiguration # Lambda writes GetFunctionConfiguration20150331: write GetFunctionConfiguration*
          eventName: FrobnicateThings # unknown-event: the event FrobnicateThings is in no service model
          eventName|startswith: Frobnicate # unknown-event: no event in the service models matches Frobnicate
          {eventSource: iam.amazonaws.com, eventName: StopLogging} # event-of-other-service: StopLogging is no event of iam.amazonaws.com; it is one of cloudtrail.amazonaws.com
          eventName|cased: createuser # event-case: cased, and no event writes createuser; did you mean CreateUser?
          {eventSource: iam.amazonaws.com, requestParameters.RoleName: x} # parameter-case: iam.amazonaws.com mostly writes requestParameters.roleName
          Image: x # a.yml:6:5 cloudtrail-field: no event has the field Image; CloudTrail records have no Image
          userIdentity.sessionContext.issuer.arn: x # cloudtrail-field: no event has the field userIdentity.sessionContext.issuer.arn; userIdentity.sessionContext has no issuer, but attributes
          tlsDetails.version: x # tlsDetails has no version, but tlsVersion
          userIdentity.type: User # field-value: no event has userIdentity.type User; it is one of Root, IAMUser
          event.outcome: failed # it is one of success, failure
          userIdentity.type|cased: root # it is one of Root
          awsRegion: us_east_1 # regions look like us-east-1
          userIdentity.accountId: 012345670123 # unquoted-number: the account id 012345670123 stands without quotes; other tools read a number, with 0 in front an octal one: write '012345670123'
          eventName|contains: 'Create.*User' # wildcard-meaning: 'Create.*User' looks like a regular expression and is compared as a text; write eventName|re
          eventName: '^Create' # looks like a regular expression
          eventName|re: 'Create*' # regex-meaning: re 'Create*': * repeats the character before it, it doesn't stand for any characters
          eventName|re: 'a{,3}' # {,n} stands for itself here
          userAgent|re: 'a\\vb' # is one character here
          eventSource|re: 'iam.amazonaws.com$' # . stands for any character
          eventName|contains: '*Create' # redundant-wildcard: * where contains says the same
          userIdentity.accountId|cased: '012345670123' # redundant-cased: cased, by values without letters
          eventName: [CreateUser, DeleteUser, createuser] # a.yml:6:41 duplicate-value: the value createuser stands here a second time; first in line 6
          """)
  void whatIsTold(String selection, String message) {
    assertThat(Checked.detection("s:\n" + selection.indent(2) + "condition: s"))
        .singleElement()
        .asString()
        .startsWith("a.yml:")
        .contains(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eventSource: signin.amazonaws.com",
        "eventSource|contains: iam",
        "eventSource: 'iam*'",
        "eventName: ConsoleLogin",
        "awsRegion: [us-east-1, us-gov-west-1, eusc-de-east-1]",
        "eventName: createuser",
        "eventName: [ListFunctions20150331, UpdateFunctionCode20150331v2]",
        "eventName: CreateDistribution2020_05_31",
        "eventName|startswith: ListFunctions",
        "eventName: 'ListFunctions*'",
        "eventName|re: '^ListFunctions\\d{8}(v2)?$'",
        "eventName: ''",
        "eventName: null",
        "{eventSource: [sts.amazonaws.com, iam.amazonaws.com], eventName: [CreateUser, GetCallerIdentity]}",
        "{eventSource: frob.amazonaws.com, eventName: CreateUser}",
        "userIdentity.sessionContext.sessionIssuer.userName: x",
        "userIdentity.accountId: '012345670123'",
        "requestParameters.RoleName: x",
        "userIdentity.type: iamuser",
        "resources.ARN|endswith: x",
        "userAgent|contains: 'a.b*c'",
        "errorCode|cased: [AccessDenied, accessdenied]",
        "userAgent|cased: 'Ⅷ'",
        "eventSource|re: 'iam\\.amazonaws\\.com$'",
      })
  void whatIsNot(String selection) {
    assertThat(Checked.detection("s:\n" + selection.indent(2) + "condition: s"))
        .filteredOn(finding -> !finding.contains("unknown-service"))
        .isEmpty();
  }

  @Test
  void aRuleForAServiceAloneMeansItsEvents() {
    assertThat(
            Checked.files(
                Checked.HEAD.replace("service: cloudtrail", "service: iam")
                    + "detection: {s: {eventName: StopLogging}, condition: s}"))
        .singleElement()
        .asString()
        .contains("event-of-other-service: StopLogging is no event of iam.amazonaws.com");
  }

  @Test
  void aSelectionThatNothingRefersToIsTold() {
    assertThat(
            Checked.detection(
                "s: {eventName: CreateUser}\nother: {eventName: DeleteUser}\nf_1: [a]\nf_2: [b]\ncondition: s and not 1 of f_*"))
        .containsExactly(
            "a.yml:6:3 unused-selection: the condition doesn't refer to other; name it there, or take it out");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '#',
      textBlock =
          """
          s: {eventName: CreateUser}\\ncondition: s and not s # s must hold and must not
          s: {eventName: CreateUser}\\nf: {eventName|startswith: Create}\\ncondition: s and not f # f takes all that s lets through
          s: {eventName: [CreateUser, CreateRole]}\\nf: {event.action: 'create*'}\\ncondition: s and not 1 of f* # f takes all that s lets through
          s: {eventName: CreateUser}\\nf: {eventName: '*'}\\ncondition: s and not f # f takes all
          s: {userIdentity.arn|contains: /x}\\nf: {userIdentity.arn|exists: true}\\ncondition: s and not f # f takes all
          s: {aws.cloudtrail.user_identity.arn|contains: /x}\\nf: {userIdentity.arn|exists: true}\\ncondition: s and not f # f takes all
          s: {user.name|startswith: STRASSE}\\nf: {user.name|startswith: Straße}\\ncondition: s and not f # f takes all
          s: {requestParameters.a|exists: true}\\nf: {requestParameters.a|exists: 'TRUE'}\\ncondition: s and not f # f takes all
          s: {requestParameters.a|lt: 5}\\nf: {requestParameters.a: '*'}\\ncondition: s and not f # f takes all
          s: {errorMessage|contains: x}\\nf: {errorMessage|re|s: '^.*$'}\\ncondition: s and not f # f takes all
          s: {source.geo.country_iso_code: DE}\\nt: {source.geo.country_iso_code: FR}\\ncondition: s and t # s and t: source.geo.country_iso_code can't be both
          s: {errorCode|endswith: Denied}\\nf: {errorCode|re: .*}\\ncondition: s and not f # f takes all
          s: {eventName: CreateUser, awsRegion: us-east-1}\\nf: [{awsRegion: eu-west-1}, {awsRegion|startswith: us-}]\\ncondition: s and not f # f takes all
          a: {eventName: CreateUser}\\nb: {eventName: DeleteUser}\\ncondition: a and b # a and b: eventName can't be both
          a: {eventName: CreateUser}\\nb: {eventName|startswith: Delete}\\ncondition: all of them # a and b: eventName can't be both
          s: {eventName|all: [CreateUser, DeleteUser]}\\ncondition: s # s: eventName can't be all of its values at once
          s: {eventName: CreateUser, event.action|startswith: Delete}\\ncondition: s # s: eventName can't be both
          s: {eventName: CreateUser}\\nt: {eventName: CreateRole}\\nf: {eventName|contains: eat}\\ncondition: (s or t) and not f # f takes all that t lets through
          """)
  void rulesThatNoEventCanFire(String detection, String message) {
    assertThat(Checked.detection(detection.replace("\\n", "\n")))
        .singleElement()
        .asString()
        .contains("never-fires: no event can fire this rule; " + message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s: {eventName: CreateUser}\nf: {user.name: admin}\ncondition: s and not f",
        "s: {eventName|startswith: Create}\nf: {eventName: CreateUser}\ncondition: s and not f",
        "s: {eventName: [CreateUser, DeleteUser]}\nf: {eventName: CreateUser}\ncondition: s and not f",
        "s: {eventName: CreateUser}\nt: {eventName: DeleteUser}\nf: {eventName: CreateUser}\ncondition: (s or t) and not f",
        "s: {eventName: CreateUser}\nf: {eventName: CreateUser, user.name: x}\ncondition: s and not f",
        "s: {eventName: CreateUser}\nf: {eventName|cased: CreateUser}\ncondition: s and not f",
        "s: {userAgent|all: [a, b]}\ncondition: s",
        "s: {trailhound.network.tags|all: [vpn, hosting]}\ncondition: s",
        "s: {trailhound.network.tags: vpn}\nt: {trailhound.network.tags: hosting}\ncondition: s and t",
        "s: {responseElements|exists: true}\nf: {responseElements: '*'}\ncondition: s and not f",
        "s: {errorMessage|exists: true}\nf: {errorMessage|re: '.*'}\ncondition: s and not f",
        "s: {errorMessage|exists: false}\nf: {errorMessage|exists: true}\ncondition: s and not f",
        "s: {errorMessage|contains: x}\nf: {errorMessage|re: '^.*$'}\ncondition: s and not f",
        "s: {errorMessage|contains: x}\nf: {errorMessage|contains|all: ['*', y]}\ncondition: s and not f",
        "s: {userIdentity.arn: null}\nf: {userIdentity.arn|exists: true}\ncondition: s and not f",
        "s: {requestParameters.a: x}\nt: {requestParameters.a: y}\ncondition: s and t",
        "s: {eventName: 'Create*'}\nf: {eventName: 'Create????'}\ncondition: s and not f",
        "s: {eventName|neq: CreateUser}\nt: {eventName: DeleteUser}\ncondition: s and t",
        "s: {eventName: CreateUser}\ncondition: not s",
        "s: {user.name: Weiß}\ncondition: s",
        "s: {user.name: Γιώργος}\ncondition: s",
        "s: {user.name|all: [Weiß, WEISS]}\ncondition: s",
        "s: {userIdentity.arn|exists: true}\nf: {aws.cloudtrail.user_identity.arn|exists: true}\ncondition: s and not f",
        "s: {userIdentity.principalId: '-'}\nf: {user.id: '*'}\ncondition: s and not f",
      })
  void rulesThatSomeEventCan(String detection) {
    assertThat(Checked.detection(detection)).noneMatch(it -> it.contains("never-fires"));
  }

  @Test
  void aFilterDocumentThatTakesAllIsTold() {
    String rule = Checked.HEAD + "name: r\ndetection: {s: {eventName: CreateUser}, condition: s}\n";
    String filter =
        "title: F\nlogsource: {product: aws}\nfilter: {rules: [%s], x: {eventName|contains: User}, condition: %s}\n";
    assertThat(Checked.files(rule, filter.formatted("r", "not x")))
        .singleElement()
        .asString()
        .contains("the filter b.yml:1 takes all that s lets through");
    assertThat(Checked.files(rule, filter.formatted("any", "x"))).hasSize(1);
    assertThat(Checked.files(rule, filter.formatted("any", "x").replace("User", "Role"))).isEmpty();
  }

  /** Which filters apply to a rule, isn't guessed here. */
  @ParameterizedTest(name = "{0}, {1}")
  @CsvSource(
      delimiter = '#',
      textBlock =
          """
          {product: azure} # any
          {product: aws, service: guardduty} # r
          {product: aws} # [any, r2]
          {product: aws} # [a]
          {product: aws, service: iam} # any
          """)
  void aFilterThatDoesntApplyTakesNothing(String logsource, String rules) {
    String rule = "name: r%s\ndetection: {s: {eventName: CreateUser}, condition: s}\n";
    String other =
        Checked.HEAD.replace("9e01", "9e02") + rule.formatted("2").replace("CreateUser", "GetUser");
    String unnamed = other.replace("name: r2\n", "").replace("9e02", "9e03");
    String filter =
        "title: F\nlogsource: %s\nfilter: {rules: %s, x: {eventName|contains: CreateUser}, condition: x}\n";
    assertThat(
            Checked.files(
                Checked.HEAD + rule.formatted("") + "---\n" + unnamed,
                other,
                filter.formatted(logsource, rules)))
        .noneMatch(it -> it.contains("never-fires"));
  }
}
