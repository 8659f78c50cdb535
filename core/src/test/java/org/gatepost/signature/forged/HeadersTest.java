package org.gatepost.signature.forged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatepost.signature.fixture.Refused.assertRefused;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.Verified;
import org.gatepost.signature.Verifier;
import org.gatepost.signature.fixture.Hmac;
import org.gatepost.signature.fixture.Sample;
import org.gatepost.signature.fixture.TestRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Headers that the signature stands in or covers: there once, and of visible ASCII. */
class HeadersTest {

  @ParameterizedTest
  @MethodSource("org.gatepost.signature.fixture.Sample#all")
  void missingHeaderIsRefused(Sample sample) {
    for (String name : sample.signed()) {
      assertRefused(sample.verify(sample.request().without(name)), Refusal.Reason.MISSING);
    }
  }

  @ParameterizedTest
  @MethodSource("org.gatepost.signature.fixture.Sample#all")
  void emptyHeaderIsRefusedAsMissing(Sample sample) {
    for (String name : sample.signed()) {
      assertRefused(sample.verify(sample.request().with(name, "")), Refusal.Reason.MISSING);
    }
  }

  @Test
  void listOfSignaturesMayBeInSeveralLines() {
    Verifier mollie = Scheme.preset("mollie").verifier(List.of(Secret.of("test", "secret")));
    String right = "sha256=" + Hmac.hex("secret", "{}");
    String other = "sha256=" + Hmac.hex("other", "{}");
    TestRequest none = TestRequest.of("{}", Map.of());
    String name = "X-Mollie-Signature";

    for (TestRequest request :
        List.of(
            none.adding(name, other).adding(name, right),
            none.adding(name, right).adding(name.toLowerCase(Locale.ROOT), other),
            none.adding(name, other + ", " + right),
            none.adding(name, "").adding(name, other + ",").adding(name, right.substring(7)))) {
      assertThat(mollie.verify(request, Instant.EPOCH)).isInstanceOf(Verified.class);
    }
    assertRefused(
        mollie.verify(none.adding(name, other).adding(name, other), Instant.EPOCH),
        Refusal.Reason.MISMATCH);
    assertRefused(
        mollie.verify(none.adding(name, "").adding(name, ""), Instant.EPOCH),
        Refusal.Reason.MALFORMED);
    assertRefused(
        mollie.verify(none.adding(name, right).adding(name, "\u00e9"), Instant.EPOCH),
        Refusal.Reason.MALFORMED);
  }

  @Test
  void linesOfAListAreBoundedTogether() {
    Verifier mollie = Scheme.preset("mollie").verifier(List.of(Secret.of("test", "secret")));
    String right = "sha256=" + Hmac.hex("secret", "{}");
    TestRequest request = TestRequest.of("{}", Map.of());
    for (int i = 0; i < 100; i++) {
      request = request.adding("X-Mollie-Signature", right);
    }
    assertThat(mollie.verify(request, Instant.EPOCH)).isInstanceOf(Verified.class);
    assertRefused(
        mollie.verify(request.adding("X-Mollie-Signature", right), Instant.EPOCH),
        Refusal.Reason.MALFORMED);
  }

  @ParameterizedTest
  @MethodSource("org.gatepost.signature.fixture.Sample#all")
  void characterBeyondVisibleAsciiIsRefused(Sample sample) {
    for (String name : sample.signed()) {
      for (char c :
          new char[] {
            '\u0000', '\t', '\n', '\r', '\u007f', '\u0080', '\u00e9', '\uff11', '\ud83d'
          }) {
        TestRequest request = sample.request();
        String value = request.header(name);

        assertRefused(sample.verify(request.with(name, value + c)), Refusal.Reason.MALFORMED);
        assertRefused(sample.verify(request.with(name, c + value)), Refusal.Reason.MALFORMED);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("org.gatepost.signature.fixture.Sample#all")
  void absurdlyLongHeaderIsRefused(Sample sample) {
    for (String name : sample.signed()) {
      TestRequest request = sample.request();
      for (String piece : new String[] {"0", "a=b,", "v1,AAAA ", "=", ","}) {
        String value = request.header(name) + piece.repeat(200_000);

        assertRefused(sample.verify(request.with(name, value)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("org.gatepost.signature.fixture.Sample#all")
  void otherHeadersDoNotMatter(Sample sample) {
    TestRequest request =
        sample.request().adding("X-Other", "1").adding("X-Other", "\u00e9").adding("Cookie", "");

    assertThat(sample.verify(request)).isInstanceOf(Verified.class);
  }

  @Test
  void weakerSignatureOfGithubIsNeverLookedAt() {
    Sample github = Sample.of("github");
    TestRequest request = github.request().without("X-Hub-Signature-256");

    assertRefused(
        github.verify(request.adding("X-Hub-Signature", "sha1=" + "0".repeat(40))),
        Refusal.Reason.MISSING);
    assertThat(github.verify(github.request().adding("X-Hub-Signature", "sha1=wrong")))
        .isInstanceOf(Verified.class);
  }
}
