package io.trailhound.rules.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionsTest {
  /** The policy is a text with JSON in it, or an object with blanks between its tokens. */
  private static final String[] POLICIES = {
    "'{\\r\\n \\'Effect\\': \\'Allow\\'}'", "{'Effect' : 'Allow'}"
  };

  @Test
  void quotesInATextOfAnObjectAreFoundAsQuotes() {
    for (String policy : POLICIES) {
      String record = "'eventName':'A','requestParameters':{'policy':" + policy + "}";
      assertThat(Sigma.selects("requestParameters|contains: '\"Allow\"'", record)).isTrue();
      assertThat(Sigma.selects("requestParameters.policy|contains: '\"Allow\"'", record)).isTrue();
      assertThat(Sigma.selects("requestParameters|contains: '\"Deny\"'", record)).isFalse();
    }
    String object = "'eventName':'A','requestParameters':{'a' : {'b': 'c d'} }";
    assertThat(Sigma.selects("requestParameters: '{\"a\":{\"b\":\"c d\"}}'", object)).isTrue();
  }

  @Test
  void whatLooksLikeEscapesInATextIsNoTrouble() {
    String record = "'eventName':'A','requestParameters':{'t':'{\\\\u12','u':'{\\\\uzzzz\\\\'}";
    assertThat(Sigma.selects("requestParameters.t: x", record)).isFalse();
    assertThat(Sigma.selects("requestParameters.u: '{uzzzz\\'", record)).isTrue();
  }

  private static final String LIST_USERS =
      "'eventName':'ListUsers','eventSource':'iam.amazonaws.com','requestParameters':"
          + "{'roleName':'Admin-1','maxItems':5,'dry':true,'names':['one','two'],'empty':'','no':null,'none':[]}";

  @ParameterizedTest(name = "{0}: {1} -> {2}")
  @CsvSource(
      delimiter = '#',
      textBlock =
          """
          eventName: ListUsers # true
          eventName: listusers # true
          eventName: ListUser # false
          eventName: [ListRoles, ListUsers] # true
          eventName: [ListRoles, ListGroups] # false
          eventName: 'List*' # true
          eventName: 'list?sers' # true
          eventName: 'List?' # false
          requestParameters.maxItems: 5 # true
          requestParameters.maxItems: '5' # true
          requestParameters.maxItems: 05 # false
          requestParameters.dry: true # true
          requestParameters.dry: 'TRUE' # true
          requestParameters.names: two # true
          requestParameters.names: three # false
          requestParameters.empty: '' # true
          requestParameters.empty: null # false
          requestParameters.roleName: '' # false
          requestParameters.no: null # true
          requestParameters.no: ~ # true
          requestParameters.no: # true
          requestParameters.no: 'null' # false
          requestParameters.other: null # true
          requestParameters.roleName: null # false
          requestParameters.roleName: [null, admin-1] # true
          requestParameters.other: [null, admin-1] # true
          requestParameters.other: '*' # false
          requestParameters.roleName: '*' # true
          userIdentity.arn: '' # false
          errorCode: '' # false
          requestParameters.empty|exists: true # true
          requestParameters.no|exists: true # true
          requestParameters.no|exists: false # false
          requestParameters.none|exists: true # true
          requestParameters.none: null # false
          requestParameters.other|exists: true # false
          requestParameters.roleName|exists: true # true
          requestParameters.no|neq: null # false
          requestParameters.roleName|neq: null # true
          """)
  void comparesAsSigmaSays(String selection, boolean expected) {
    assertThat(Sigma.selects(selection, LIST_USERS)).isEqualTo(expected);
  }

  @Test
  void everyFieldOfAMapMustMatch() {
    assertThat(Sigma.selects("eventName: ListUsers\neventSource: iam.amazonaws.com", LIST_USERS))
        .isTrue();
    assertThat(Sigma.selects("eventName: ListUsers\neventSource: sts.amazonaws.com", LIST_USERS))
        .isFalse();
  }

  @Test
  void oneMapOfAListIsEnough() {
    assertThat(Sigma.selects("- eventName: Other\n- eventSource: iam.amazonaws.com", LIST_USERS))
        .isTrue();
    assertThat(Sigma.selects("- eventName: Other\n- eventSource: s3.amazonaws.com", LIST_USERS))
        .isFalse();
  }

  @Test
  void keywordsAreSearchedInAllValuesOfTheRecord() {
    assertThat(Sigma.selects("- nowhere\n- admin-1", LIST_USERS)).isTrue();
    assertThat(Sigma.selects("- nowhere", LIST_USERS)).isFalse();
    assertThat(Sigma.matches("keywords: dmin-?\ncondition: keywords", LIST_USERS)).isTrue();
    assertThat(Sigma.selects("'|all':\n  - Admin\n  - iam.amazon", LIST_USERS)).isTrue();
    assertThat(Sigma.selects("'|all':\n  - Admin\n  - nowhere", LIST_USERS)).isFalse();
    assertThat(Sigma.selects("- roleName", LIST_USERS)).as("keys are no values").isFalse();
    assertThat(Sigma.selects("'|re': ['Admin-\\d$']", LIST_USERS)).isTrue();
  }

  @Test
  void keywordsAndFieldsCanStandInOneRule() {
    String detection =
        "fields: {requestParameters.roleName: Admin-1}\nwords: [iam]\ncondition: fields and words";
    assertThat(Sigma.matches(detection, LIST_USERS)).isTrue();
  }

  @Test
  void selectionsOnAMissingFieldDontMatchAndTheirNegationDoes() {
    String other = "selection: {requestParameters.userName: bob}\ncondition: ";
    assertThat(Sigma.matches(other + "selection", LIST_USERS)).isFalse();
    assertThat(Sigma.matches(other + "not selection", LIST_USERS)).isTrue();
  }

  @Test
  void objectsCanBeSearchedAsTheirText() {
    assertThat(Sigma.selects("requestParameters|contains: '\"roleName\":\"admin'", LIST_USERS))
        .isTrue();
  }

  @Test
  void unquotedScalarsAreTheTextTheyAre() {
    String record =
        "'eventName':'X','recipientAccountId':'012345670123','requestParameters':"
            + "{'switch':'on','answer':'no','version':'1.10','day':'2026-01-02','hex':'0x10'}";
    assertThat(Sigma.selects("recipientAccountId: 012345670123", record)).isTrue();
    assertThat(Sigma.selects("requestParameters.switch: on", record)).isTrue();
    assertThat(Sigma.selects("requestParameters.answer: no", record)).isTrue();
    assertThat(Sigma.selects("requestParameters.version: 1.10", record)).isTrue();
    assertThat(Sigma.selects("requestParameters.version: 1.1", record)).isFalse();
    assertThat(Sigma.selects("requestParameters.day: 2026-01-02", record)).isTrue();
    assertThat(Sigma.selects("requestParameters.hex: 16", record)).isFalse();
  }

  @Test
  void anEmptyTextIsThereUnderCloudTrailsOwnNames() {
    String record =
        "'eventName':'X','errorCode':'','userAgent':'','userIdentity':{'type':'','userName':''}";
    for (String field : new String[] {"userIdentity.type", "errorCode", "userAgent"}) {
      assertThat(Sigma.selects(field + ": ''", record)).as(field).isTrue();
      assertThat(Sigma.selects(field + "|exists: true", record)).as(field).isTrue();
      assertThat(Sigma.selects(field + ": null", record)).as(field).isFalse();
      assertThat(Sigma.selects(field + ": ''", "'eventName':'X'")).as(field).isFalse();
    }
    assertThat(Sigma.selects("user_agent.original: ''", record)).isTrue();
    assertThat(Sigma.selects("user.name|exists: true", record)).isFalse();
    assertThat(Sigma.selects("aws.cloudtrail.user_identity.type: null", record)).isTrue();
  }

  @Test
  void aNullIsThereAndIsMissing() {
    String record = "'eventName':'X','errorCode':null,'userIdentity':{'arn':null}";
    for (String field : new String[] {"userIdentity.arn", "errorCode"}) {
      assertThat(Sigma.selects(field + "|exists: true", record)).as(field).isTrue();
      assertThat(Sigma.selects(field + ": null", record)).as(field).isTrue();
      assertThat(Sigma.selects(field + ": ''", record)).as(field).isFalse();
      assertThat(Sigma.selects(field + "|exists: true", "'eventName':'X'")).as(field).isFalse();
    }
  }

  @Test
  void anObjectIsComparedInItsCanonicalForm() {
    String record =
        "'eventName':'A','requestParameters':{'u' : 'http:\\/\\/caf\\u00e9\\u0041', 'p':'{\\u0022a\\u0022: \\uD83D\\uDE00\\u000a}'}";
    String text =
        "requestParameters: '{\"u\":\"http://caf\u00e9A\",\"p\":\"{\\\"a\\\": \uD83D\uDE00\\n}\"}'";
    assertThat(Sigma.selects(text, record)).isTrue();
    assertThat(Sigma.selects("requestParameters|contains: 'http://caf\u00e9A'", record)).isTrue();
    assertThat(Sigma.selects("requestParameters|contains: '\"a\": \uD83D\uDE00'", record)).isTrue();
  }

  @Test
  void allOfAListMeansEachOfItsItems() {
    String words = "words: [iam.amazon, %s]\ncondition: ";
    assertThat(Sigma.matches(words.formatted("admin") + "all of words", LIST_USERS)).isTrue();
    assertThat(Sigma.matches(words.formatted("nowhere") + "all of words", LIST_USERS)).isFalse();
    assertThat(Sigma.matches(words.formatted("nowhere") + "1 of words", LIST_USERS)).isTrue();
  }

  @Test
  void whatStandsForNoValueIsMissingInEcsNamesOnly() {
    String record = "'eventName':'X','userIdentity':{'type':'-','arn':'none','userName':'-'}";
    assertThat(Sigma.selects("aws.cloudtrail.user_identity.arn: null", record)).isTrue();
    assertThat(Sigma.selects("aws.cloudtrail.user_identity.type|exists: true", record)).isFalse();
    assertThat(Sigma.selects("user.name|exists: true", record)).isFalse();
    assertThat(Sigma.selects("userIdentity.arn: null", record)).isFalse();
    assertThat(Sigma.selects("userIdentity.arn: NONE", record)).isTrue();
    assertThat(Sigma.selects("userIdentity.type|exists: true", record)).isTrue();
    assertThat(Sigma.selects("userIdentity.type|fieldref: userIdentity.userName", record)).isTrue();
    assertThat(Sigma.selects("userIdentity.principalId|exists: true", record)).isFalse();
  }
}
