package io.trailhound.rules.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModifiersTest {
  private static final String RECORD =
      "'eventName':'PutUserPolicy','sourceIPAddress':'10.1.2.3','userAgent':'S3 Browser 9',"
          + "'userIdentity':{'type':'IAMUser','arn':'arn:aws:iam::1:user/bob','userName':'bob'},"
          + "'requestParameters':{'userName':'bob','owner':'Bob','path':'arn:aws:iam::1:user/',"
          + "'size':'90','ratio':0.5,'v6':'2001:db8::7','lines':'one\\ntwo',"
          + "'code':'eC1hbWF6b24tcHVuaw==','command':'net /user','wide':'eAAtAGEAbQBhAHoAbwBuAA==','bom':'//54AC0AYQBtAGEAegBvAG4A','start':'2026-09-02T00:30:00+02:00','sign':'\uD83D\uDE00x','street':'Straße','greek':'σς','dotless':'dı','roman':'Ⅷ','broken':'end\\n','brace':'a{','options':'net ―a -b','any':'a*b?c'}";

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '#',
      textBlock =
          """
          userAgent|contains: browser # true
          userAgent|contains: [x, browser] # true
          userAgent|contains: 'S3*9' # true
          userAgent|contains|all: [S3, browser] # true
          userAgent|contains|all: [S3, firefox] # false
          userAgent|startswith: s3 # true
          userAgent|startswith: browser # false
          userAgent|endswith: ' 9' # true
          userAgent|endswith: S3 # false
          userAgent|contains|cased: Browser # true
          userAgent|contains|cased: browser # false
          userAgent|cased: s3 browser 9 # false
          userAgent|cased: S3 Browser 9 # true
          userAgent|cased: 'S3*' # true
          userAgent|cased: 's3*' # false
          userAgent|re: 'Browser \\d$' # true
          userAgent|re: 'browser' # false
          userAgent|re|i: 'browser' # true
          userAgent|re: ['nothing', '^S3'] # true
          requestParameters.lines|re: '^two$' # false
          requestParameters.lines|re|m: '^two$' # true
          requestParameters.lines|re: 'one.two' # false
          requestParameters.lines|re|s: 'one.two' # true
          sourceIPAddress|cidr: 10.0.0.0/8 # true
          sourceIPAddress|cidr: [192.168.0.0/16, 10.1.2.0/30] # true
          sourceIPAddress|cidr: 10.1.2.4/30 # false
          sourceIPAddress|cidr: 10.1.2.3 # true
          sourceIPAddress|cidr: 0.0.0.0/0 # true
          sourceIPAddress|cidr: '::/0' # false
          requestParameters.v6|cidr: 2001:db8::/32 # true
          requestParameters.v6|cidr: 2001:db8:1::/48 # false
          userAgent|cidr: 10.0.0.0/8 # false
          userAgent|exists: true # true
          userAgent|exists: false # false
          errorCode|exists: false # true
          errorCode|exists: true # false
          requestParameters.size|gt: 89 # true
          requestParameters.size|gt: 90 # false
          requestParameters.size|gte: 90 # true
          requestParameters.size|lt: 90 # false
          requestParameters.size|lt: 100 # true
          requestParameters.size|lte: 90.0 # true
          requestParameters.ratio|lt: 0.51 # true
          requestParameters.userName|gt: 0 # false
          errorCode|lt: 5 # false
          requestParameters.userName|fieldref: user.name # true
          requestParameters.owner|fieldref: user.name # true
          requestParameters.owner|fieldref|cased: user.name # false
          requestParameters.owner|fieldref: errorCode # false
          userIdentity.arn|fieldref|startswith: requestParameters.path # true
          userIdentity.arn|fieldref|endswith: requestParameters.userName # true
          userIdentity.arn|fieldref|contains: requestParameters.userName # true
          userIdentity.arn|fieldref|startswith: requestParameters.userName # false
          requestParameters.code|base64: x-amazon-punk # true
          requestParameters.code|base64: x-amazon # false
          requestParameters.code|base64offset|contains: amazon # true
          requestParameters.code|base64offset|contains: punkt # false
          requestParameters.command|windash|contains: ' -user' # true
          requestParameters.command|windash|contains: ' –user' # true
          requestParameters.command|windash|contains: ' ―user' # true
          requestParameters.command|contains: ' -user' # false
          requestParameters.any: 'a\\*b\\?c' # true
          requestParameters.any: 'a\\?b\\?c' # false
          requestParameters.any|startswith: 'a\\*' # true
          eventName|neq: ListUsers # true
          eventName|neq: [ListUsers, putuserpolicy] # false
          eventName|contains|neq: user # false
          errorCode|neq: AccessDenied # true
          errorCode|neq|exists: true # true
          userAgent|contains|all|neq: [S3, firefox] # true
          userAgent|contains|all|neq: [S3, browser] # false
          userAgent|re|neq: 'Browser' # false
          sourceIPAddress|cidr|neq: 10.0.0.0/8 # false
          requestParameters.size|gt|neq: 90 # true
          requestParameters.wide|wide|base64offset|contains: amazon # true
          requestParameters.wide|utf16le|base64: x-amazon # true
          requestParameters.wide|utf16be|base64: x-amazon # false
          requestParameters.wide|utf16|base64: x-amazon # false
          requestParameters.bom|utf16|base64: x-amazon # true
          eventTime|hour: 12 # true
          eventTime|hour: [11, 13] # false
          eventTime|hour|gte: 12 # true
          eventTime|hour|lt: 12 # false
          eventTime|hour|neq: 12 # false
          eventTime|minute: 0 # true
          '@timestamp|day': 1 # true
          eventTime|week: 36 # true
          eventTime|month: 9 # true
          eventTime|year|gt: 2025 # true
          requestParameters.start|hour: 22 # true
          requestParameters.userName|hour: 22 # false
          userAgent: 'S3 Browser ?' # true
          requestParameters.sign: '?x' # true
          requestParameters.sign: '??x' # false
          requestParameters.street: STRASSE # true
          requestParameters.roman: Ⅷ # true
          requestParameters.roman: ⅷ # true
          requestParameters.street|contains: ſſ # true
          requestParameters.greek: 'ΣΣ' # true
          requestParameters.greek|startswith: σ # true
          requestParameters.dotless: DI # false
          requestParameters.lines|re: 'two$' # true
          requestParameters.broken|re: 'end$' # true
          requestParameters.broken|re: '^end$' # true
          requestParameters.broken|re: 'end\\z' # false
          requestParameters.broken|re: '[$]|e[[:alpha:]]d$' # true
          requestParameters.brace|re: 'a{' # true
          requestParameters.options|windash: 'net -a /b' # true
          requestParameters.options|windash: 'net /a-b' # false
          requestParameters.owner|fieldref|neq: eventName # true
          """)
  void modifiersMeanWhatSigmaSays(String selection, boolean expected) {
    assertThat(Sigma.selects(selection, RECORD)).isEqualTo(expected);
  }

  /** Each of one list with each of the other, which takes no longer for it. */
  @ParameterizedTest
  @CsvSource({"'',equals", "|contains,contains", "|startswith,startswith", "|endswith,endswith"})
  void listsOfAnyLengthAreComparedWithEachOther(String modifier, String how) {
    Random random = new Random(1);
    for (int i = 0; i < 400; i++) {
      boolean cased = random.nextBoolean();
      List<String> values = texts(random, random.nextInt(30));
      List<String> references = texts(random, random.nextInt(30));
      boolean expected =
          values.stream()
              .anyMatch(value -> references.stream().anyMatch(r -> like(how, cased, value, r)));
      String record =
          "'eventName':'x','requestParameters':{'a':%s,'b':%s}"
              .formatted(quoted(values), quoted(references));
      String selection =
          "requestParameters.a|fieldref"
              + modifier
              + (cased ? "|cased" : "")
              + ": requestParameters.b";
      assertThat(Sigma.selects(selection, record)).as(selection + record).isEqualTo(expected);
    }
  }

  private static List<String> texts(Random random, int count) {
    List<String> letters = List.of("a", "B", "b", "cd", "C", "ef", "g", "H", "i");
    return Stream.generate(
            () ->
                random
                    .ints(1 + random.nextInt(5), 0, letters.size())
                    .mapToObj(letters::get)
                    .collect(Collectors.joining()))
        .limit(count)
        .toList();
  }

  private static String quoted(List<String> texts) {
    return texts.stream().map(text -> "'" + text + "'").toList().toString();
  }

  private static boolean like(String how, boolean cased, String value, String reference) {
    String v = cased ? value : value.toLowerCase(Locale.ROOT);
    String r = cased ? reference : reference.toLowerCase(Locale.ROOT);
    return switch (how) {
      case "contains" -> v.contains(r);
      case "startswith" -> v.startsWith(r);
      case "endswith" -> v.endsWith(r);
      default -> v.equals(r);
    };
  }
}
