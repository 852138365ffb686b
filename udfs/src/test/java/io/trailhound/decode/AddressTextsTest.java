package io.trailhound.decode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTextsTest {
  private final AddressTexts addresses = new AddressTexts();

  @ParameterizedTest
  @ValueSource(strings = {"198.51.100.7", "2001:db8::1", "035.249.253.232"})
  void addressesAreAddressesHoweverOftenTheyCome(String text) {
    assertThat(addresses.isAddress(text)).isTrue();
    assertThat(addresses.isAddress(text)).isTrue();
    assertThat(addresses.isAddress(String.valueOf(text.toCharArray()))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ec2.amazonaws.com", "AWS Internal", "30.*.0.210", ""})
  void othersAreNot(String text) {
    assertThat(addresses.isAddress(text)).isFalse();
    assertThat(addresses.isAddress(text)).isFalse();
  }

  @Test
  void textsOfOneHashAreToldApart() {
    String address = "1.1.1.40";
    String sameHash = "1.1.1.3O";
    assertThat(sameHash).hasSameHashCodeAs(address);
    assertThat(addresses.isAddress(address)).isTrue();
    assertThat(addresses.isAddress(sameHash)).isFalse();
    assertThat(addresses.isAddress(address)).isTrue();
  }

  @Test
  void nothingIsNoAddress() {
    assertThat(addresses.isAddress(null)).isFalse();
  }
}
