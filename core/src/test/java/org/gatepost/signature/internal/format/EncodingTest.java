package org.gatepost.signature.internal.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatepost.signature.fixture.Refused.assertRefused;

import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Verified;
import org.gatepost.signature.fixture.Sample;
import org.gatepost.signature.fixture.TestRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Decoding is strict: one text for one value, but for the case of hex digits. */
class EncodingTest {

  @ParameterizedTest
  @EnumSource(names = {"HEX", "BASE64"})
  void whatIsEncodedIsDecoded(Encoding encoding) {
    Random random = new Random(7);
    for (int length = 0; length < 70; length++) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);

      assertThat(encoding.decode(encoding.encode(bytes))).isEqualTo(bytes);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BASE64", "BASE64URL"})
  void ofAllTextsForTheSameBytesOneIsRight(Encoding encoding) {
    boolean url = encoding == Encoding.BASE64URL;
    String digits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" + (url ? "-_" : "+/");
    Base64.Decoder lenient = url ? Base64.getUrlDecoder() : Base64.getDecoder();
    for (char last : digits.toCharArray()) {
      for (String text :
          List.of("A" + last + (url ? "" : "=="), "zz" + last + (url ? "" : "="), "zzz" + last)) {
        byte[] bytes = lenient.decode(text);
        byte[] decoded = encoding.decode(text);

        assertThat(decoded).isEqualTo(encoding.encode(bytes).equals(text) ? bytes : null);
      }
    }
  }

  @Test
  void hexDigitsMayBeInAnyCase() {
    assertThat(Encoding.HEX.decode("00fFAbcD")).containsExactly(0, 0xFF, 0xAB, 0xCD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "abc",
        "0g",
        "g0",
        " 00",
        "00 ",
        "0 ",
        "0x",
        "-1",
        "+1",
        "１1",
        "1１",
        "٠٠",
        "aＦ",
        "é0",
        "\u0000\u0000"
      })
  void whatIsNotHexIsRefused(String text) {
    assertThat(Encoding.HEX.decode(text)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A",
        "AA",
        "AAA",
        "QQ",
        "QQ=",
        "QR==",
        "QUI",
        "QUJ=",
        "QUJD=",
        "=",
        "==",
        "====",
        "QQ==QQ==",
        "QU I",
        "QQ==\n",
        "Q===",
        "-_-_",
        "QUJ１",
        "é===",
        "QUJD "
      })
  void whatIsNotCanonicalBase64IsRefused(String text) {
    assertThat(Encoding.BASE64.decode(text)).isNull();
  }

  @Test
  void everyBase64TextOfOneByteStandsForOneByteOnly() {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    long accepted = 0;
    for (char first : alphabet.toCharArray()) {
      for (char second : alphabet.toCharArray()) {
        accepted += Encoding.BASE64.decode("" + first + second + "==") == null ? 0 : 1;
      }
    }
    assertThat(accepted).isEqualTo(256);
  }

  @ParameterizedTest
  @ValueSource(strings = {"broxi", "broxi-body", "sop", "x-signature", "github", "slack"})
  void signatureInUpperCaseHexIsAccepted(String preset) {
    Sample sample = Sample.of(preset);
    String name = sample.signed().get(0);
    TestRequest genuine = sample.request();
    String value = genuine.header(name);
    int hex = value.length() - 64;
    String upper = value.substring(0, hex) + value.substring(hex).toUpperCase(Locale.ROOT);

    assertThat(sample.verify(genuine.with(name, upper))).isInstanceOf(Verified.class);
    assertRefused(
        sample.verify(genuine.with(name, value.substring(0, value.length() - 1) + "g")),
        Refusal.Reason.MALFORMED);
  }

  @Test
  void prefixOfGithubAndSlackMustBeAsWritten() {
    for (String preset : new String[] {"github", "slack", "sop"}) {
      Sample sample = Sample.of(preset);
      String name = sample.signed().get(0);
      TestRequest genuine = sample.request();
      String value = genuine.header(name);
      String bare = value.substring(value.length() - 64);
      String prefix = value.substring(0, value.length() - 64);

      for (String other :
          new String[] {
            "", prefix.toUpperCase(Locale.ROOT), "sha1=", "v1=", " " + prefix, prefix + prefix
          }) {
        assertRefused(sample.verify(genuine.with(name, other + bare)), Refusal.Reason.MALFORMED);
      }
    }
  }
}
