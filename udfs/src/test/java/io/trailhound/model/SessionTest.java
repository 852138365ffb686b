package io.trailhound.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionTest {
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "arn:aws:sts::111122223333:assumed-role/admin/jane, jane",
    "arn:aws-cn:sts::111122223333:assumed-role/AWSReservedSSO_Admin_1/jane@example.com,"
        + " jane@example.com",
    "arn:aws:sts::111122223333:federated-user/bob, bob",
    "arn:aws:sts::111122223333:assumed-role/admin/, ",
    "arn:aws:sts::111122223333:assumed-role/admin, ",
    "arn:aws:sts::111122223333:assumed-role/, ",
    "arn:aws:iam::111122223333:user/path/alice, ",
    "arn:aws:iam::111122223333:root, ",
    ", "
  })
  void namesTheSessionOfAnAssumedRoleAndOfAFederatedUser(String arn, String name) {
    assertThat(Session.name(arn)).isEqualTo(name);
  }
}
