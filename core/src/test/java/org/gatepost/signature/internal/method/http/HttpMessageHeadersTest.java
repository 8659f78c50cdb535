package org.gatepost.signature.internal.method.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatepost.signature.fixture.HttpMessages.lax;
import static org.gatepost.signature.fixture.HttpMessages.over;
import static org.gatepost.signature.fixture.HttpMessages.scheme;
import static org.gatepost.signature.fixture.HttpMessages.signed;
import static org.gatepost.signature.fixture.HttpMessages.verify;
import static org.gatepost.signature.fixture.Refused.assertRefused;

import org.gatepost.signature.Refusal;
import org.gatepost.signature.Verification;
import org.gatepost.signature.Verified;
import org.gatepost.signature.fixture.UrlRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The headers of HTTP Message Signatures are read as strict structured fields (RFC 8941). */
class HttpMessageHeadersTest {
  @Test
  void parametersAreSignedAsTheStandardSerializesThem() {
    String canonical = "(\"@method\");created=1618884473;keyid=\"a\\\"b\";x;y=?0;z=1.5";
    UrlRequest request = over(canonical, "\"@method\": POST");

    assertThat(verify(lax(), request)).isInstanceOf(Verified.class);
    assertThat(
            verify(
                lax(),
                request.with(
                    "Signature-Input",
                    "sig=(  \"@method\" ); created=01618884473; keyid=\"a\\\"b\";x=?1;y=?0;z=01.50")))
        .isInstanceOf(Verified.class);
    assertRefused(
        verify(lax(), request.with("Signature-Input", "sig=" + canonical.replace("1.5", "1.6"))),
        Refusal.Reason.MISMATCH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sig",
        "sig=1",
        "sig=(\"@method\"",
        "sig=(\"@method\");created=1618884473,",
        "sig=(\"@method\");created=1618884473,sig=()",
        "sig=(\"@method\");created=1618884473;created=1618884473",
        "sig=(\"@method\" \"@method\");created=1618884473",
        "sig=(\"@method\"\"@path\");created=1618884473",
        "sig=(@method);created=1618884473",
        "sig=(method);created=1618884473",
        "sig=(\"Date\");created=1618884473",
        "sig=(\"@status\");created=1618884473",
        "sig=(\"@method\";req);created=1618884473",
        "sig=(\"@query-param\");created=1618884473",
        "sig=(\"x-a\";tr);created=1618884473",
        "sig=(\"x-a\";sf);created=1618884473",
        "sig=(\"x-a\";bs;key=\"a\");created=1618884473",
        "sig=(\"x-a\";bs=?0);created=1618884473",
        "sig=(\"x-a\";key=a);created=1618884473",
        "sig=(\"@method\";key=\"a\");created=1618884473",
        "sig=(\"@query-param\";name=Pet);created=1618884473",
        "sig=(\"@method\");created",
        "sig=(\"@method\"),sig=(\"@method\");created=1618884473",
        "sig=(\"@method\");created=1618884473\nsig=()",
        "sig=(\"@method\");created=\"1618884473\"",
        "sig=(\"@method\");created=1618884473.0",
        "sig=(\"@method\");created=9999999999999999",
        "sig=(\"@method\");created=@1618884473",
        "sig=(\"@method\");created=1618884473;expires=x",
        "sig=(\"@method\");created=1618884473;keyid=\"\u00e4\"",
        "sig=(\"@method\");created=1618884473;keyid=\"a",
        "sig=(\"@method\");created=1618884473;keyid=\"\\a\"",
        "sig=(\"@method\");created=-",
        "sig=(\"@method\");created=1.",
        "Sig=(\"@method\");created=1618884473",
        "sig=(\"@method\");created=1618884473;x=:A:",
        "sig=(\"@method\");created=1618884473\u0000",
      })
  void malformedInputIsRefused(String input) {
    UrlRequest request = over("(\"@method\");created=1618884473", "\"@method\": POST");
    assertThat(verify(lax(), request)).isInstanceOf(Verified.class);

    Verification verification = verify(lax(), request.with("Signature-Input", input));

    assertThat(verification)
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal ->
                assertThat(refusal.reason())
                    .isIn(Refusal.Reason.MALFORMED, Refusal.Reason.MISSING));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sig=", "sig=:AAAA", "sig=\"AAAA\"", "sig=(:AAAA:)", "sig=:AB==:"})
  void malformedSignatureIsRefused(String signature) {
    UrlRequest request = over("();created=1618884473").with("Signature", signature);

    assertThat(verify(lax(), request)).isInstanceOf(Refusal.class);
  }

  @Test
  void absentHeadersAreMissing() {
    UrlRequest request = signed(scheme());

    assertRefused(verify(scheme(), request.without("Signature")), Refusal.Reason.MISSING);
    assertRefused(verify(scheme(), request.without("Signature-Input")), Refusal.Reason.MISSING);
    assertRefused(verify(scheme(), request.without("Content-Digest")), Refusal.Reason.MISSING);
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 9})
  void moreThanEightSignaturesAreRefused(int number) {
    UrlRequest request = over("();created=1618884473");
    StringBuilder labels = new StringBuilder(request.field("Signature-Input"));
    for (int i = 1; i < number; i++) {
      labels.append(", other").append(i).append("=()");
    }
    Verification verification = verify(lax(), request.with("Signature-Input", labels.toString()));

    if (number == 8) {
      assertThat(verification).isInstanceOf(Verified.class);
    } else {
      assertRefused(verification, Refusal.Reason.MALFORMED);
    }
  }

  @Test
  void headerIsOnlyReadWithinBounds() {
    UrlRequest request = over("();created=1618884473");

    assertRefused(
        verify(lax(), request.with("Signature", "a, ".repeat(20_000))), Refusal.Reason.MALFORMED);
    StringBuilder labels = new StringBuilder("l0=:AAAA:");
    for (int i = 1; i <= 64; i++) {
      labels.append(",l").append(i).append("=:AAAA:");
    }
    assertRefused(
        verify(lax(), request.with("Signature", labels.toString())), Refusal.Reason.MALFORMED);
  }

  @Test
  void anyLabelMayHoldTheSignature() {
    UrlRequest request = signed(scheme());
    String other = "proxy=(\"via\");created=1;alg=\"ed25519\"";

    assertThat(
            verify(
                scheme(),
                request
                    .with("Signature-Input", other + "\n" + request.field("Signature-Input"))
                    .with("Signature", "proxy=:AAAA:, " + request.field("Signature"))))
        .isInstanceOf(Verified.class);
    assertRefused(
        verify(scheme(), request.with("Signature", request.field("Signature").replace("1=", "2="))),
        Refusal.Reason.MISSING);
  }
}
