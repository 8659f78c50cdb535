package org.gatepost.receiver.internal.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Random;
import org.gatepost.InvalidSettingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses and ranges of them, as they are written. */
class CidrTest {

  private static boolean contains(String range, String address) {
    return Cidr.parse(range).contains(IpLiteral.parse(address).orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.0/24, 192.0.2.0, 192.0.2.255, 192.0.1.255, 192.0.3.0",
    "192.0.2.128/25, 192.0.2.128, 192.0.2.255, 192.0.2.127, 192.0.3.0",
    "172.16.0.0/12, 172.16.0.0, 172.31.255.255, 172.15.255.255, 172.32.0.0",
    "10.0.0.4/30, 10.0.0.4, 10.0.0.7, 10.0.0.3, 10.0.0.8",
    "10.0.0.4/31, 10.0.0.4, 10.0.0.5, 10.0.0.3, 10.0.0.6",
    "192.0.2.7/32, 192.0.2.7, 192.0.2.7, 192.0.2.6, 192.0.2.8",
    "192.0.2.7, 192.0.2.7, 192.0.2.7, 192.0.2.6, 192.0.2.8",
    "128.0.0.0/1, 128.0.0.0, 255.255.255.255, 127.255.255.255, ::",
    "0.0.0.0/0, 0.0.0.0, 255.255.255.255, ::, 2001:db8::1",
    "::/0, ::, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 0.0.0.0, 255.255.255.255",
    "2001:db8::/32, 2001:db8::, 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff, 2001:db7:ffff::, 2001:db9::",
    "2001:db8::/33, 2001:db8::, 2001:db8:7fff:ffff::1, 2001:db8:8000::, 2001:db7::",
    "fe80::/10, fe80::, febf:ffff::, fe7f:ffff::, fec0::",
    "2001:db8::5/128, 2001:db8::5, 2001:db8::5, 2001:db8::4, 2001:db8::6",
    "2001:db8::4/127, 2001:db8::4, 2001:db8::5, 2001:db8::3, 2001:db8::6",
    "::ffff:192.0.2.0/120, 192.0.2.0, 192.0.2.255, 192.0.1.255, 192.0.3.0",
    "::ffff:0:0/96, 0.0.0.0, 255.255.255.255, ::, 2001:db8::1",
    "192.0.2.0/24, ::ffff:192.0.2.0, ::ffff:c000:2ff, ::ffff:192.0.3.0, ::192.0.2.1"
  })
  void rangeReachesFromItsFirstToItsLastAddress(
      String range, String first, String last, String before, String behind) {
    assertThat(contains(range, first)).isTrue();
    assertThat(contains(range, last)).isTrue();
    assertThat(contains(range, before)).isFalse();
    assertThat(contains(range, behind)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3/8, 10.0.0.0/8",
    "192.0.2.1/31, 192.0.2.0/31",
    "192.0.2.1/0, 0.0.0.0/0",
    "2001:db8::1/64, 2001:db8:0:0:0:0:0:0/64",
    "::ffff:10.1.2.3/104, 10.0.0.0/8"
  })
  void bitsBehindThePrefixAreAMistake(String range, String meant) {
    assertThatThrownBy(() -> Cidr.parse(range))
        .hasMessage("has bits behind the prefix, write " + meant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.0.2.0/33",
        "192.0.2.0/-1",
        "192.0.2.0/",
        "192.0.2.0/+8",
        "192.0.2.0/08",
        "192.0.2.0/8/8",
        "192.0.2.0/255.255.255.0",
        "2001:db8::/129",
        "2001:db8::/99999999999",
        "::ffff:10.0.0.0/95",
        "::ffff:10.0.0.0/8"
      })
  void prefixIsAsLongAsAnAddressAtMost(String range) {
    assertThatThrownBy(() -> Cidr.parse(range)).hasMessageContaining("has no prefix length");
  }

  @Test
  void zonesAndNamesAreRefused() {
    assertThatThrownBy(() -> Cidr.parse("fe80::1%eth0/64")).hasMessageContaining("has a zone");
    assertThatThrownBy(() -> Cidr.parse("localhost"))
        .hasMessageContaining("host names are not resolved");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "1",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.",
        ".1.2.3",
        "1..2.3",
        "256.1.1.1",
        "1.2.3.1000",
        "01.2.3.4",
        "0x7f.0.0.1",
        "2130706433",
        "1.2.3.4 ",
        "+1.2.3.4",
        "-1.2.3.4",
        "1.2.3.４",
        "localhost",
        ":",
        ":::",
        "1:::2",
        "1::2::3",
        ":1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4::5:6:7:8",
        "12345::",
        "g::",
        "::1.2.3",
        "::1.2.3.4:5",
        "1.2.3.4::",
        "1:2:3:4:5:6:7:1.2.3.4",
        "::01.2.3.4",
        "[::1]",
        "::1%0",
        "::1/128",
        "::+1",
        "::１",
        "0000:0000:0000:0000:0000:ffff:255.255.255.2555",
        "1.2.3.4\u0000"
      })
  void whatIsNoAddressIsNone(String text) {
    assertThat(IpLiteral.parse(text)).isEmpty();
  }

  @Test
  void everyAddressIsReadAsTheJdkReadsIt() throws Exception {
    Random random = new Random(11);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
      // Many zeros, as gaps are.
      for (int b = 0; b < bytes.length; b++) {
        bytes[b] = (byte) (random.nextInt(3) == 0 ? random.nextInt(256) : 0);
      }
      InetAddress address = InetAddress.getByAddress(bytes);
      String text = address.getHostAddress();
      String shorter = text.replaceFirst("(^|:)0(:0)+(:|$)", "::");
      assertThat(IpLiteral.parse(text)).as(text).contains(address);
      assertThat(IpLiteral.parse(shorter)).as(shorter).contains(address);
      assertThat(IpLiteral.parse(shorter.toUpperCase(Locale.ROOT))).contains(address);
    }
  }

  @Test
  void mappedAddressIsTheOneThatItIs() {
    assertThat(IpLiteral.parse("::ffff:192.0.2.1")).isEqualTo(IpLiteral.parse("192.0.2.1"));
    assertThat(IpLiteral.parse("::FFFF:c000:201")).isEqualTo(IpLiteral.parse("192.0.2.1"));
    assertThat(IpLiteral.parse("::192.0.2.1")).isNotEqualTo(IpLiteral.parse("192.0.2.1"));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.1",
    "0:0:0:0:0:0:0:1, 0:0:0:0:0:0:0:1",
    "[::1], 0:0:0:0:0:0:0:1",
    "fe80:0:0:0:0:0:0:1%eth0, fe80:0:0:0:0:0:0:1",
    "::ffff:192.0.2.1, 192.0.2.1",
    "'', unknown",
    "[, unknown",
    "[], unknown",
    "%, unknown",
    "/run/server.sock, unknown",
    "client.example, unknown"
  })
  void peerIsReadAsServersWriteIt(String remoteAddr, String client) {
    assertThat(ClientAddress.ofPeer(remoteAddr)).hasToString(client);
    assertThat(ClientAddress.ofPeer(null)).hasToString("unknown");
  }

  @Test
  void oneClientIsAnIpv4AddressOrTheNetworkOfAnIpv6Address() {
    assertThat(range("2001:db8::1")).isEqualTo(range("2001:db8::ffff:ffff:ffff:ffff"));
    assertThat(range("2001:db8::1")).isNotEqualTo(range("2001:db8:0:1::1"));
    assertThat(range("192.0.2.1")).isNotEqualTo(range("192.0.2.2"));
    assertThat(range("255.255.255.255")).isNotEqualTo(ClientAddress.UNKNOWN.range());
  }

  private static long range(String address) {
    return new ClientAddress(IpLiteral.parse(address)).range();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",", "192.0.2.0/24,", "192.0.2.0/24,,10.0.0.0/8"})
  void listHasNoGaps(String list) {
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> Cidrs.parse(list, "allow-from", "hook"))
        .withMessageContaining("GP003: init-param [allow-from] of filter [hook]")
        .withMessageContaining("[] is no IPv4 or IPv6 address");
  }

  @Test
  void listIsBounded() throws Exception {
    String thousand = "192.0.2.1" + ",192.0.2.1".repeat(999);
    assertThat(Cidrs.parse(thousand, "allow-from", "hook").ranges()).hasSize(1_000);
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> Cidrs.parse(thousand + ",::1", "allow-from", "hook"))
        .withMessageContaining("must be at most 1000 address ranges")
        .withMessageContaining("were 1001");
  }
}
