package org.gatepost.signature.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.gatepost.signature.fixture.Refused.assertRefused;

import java.util.List;
import java.util.Map;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.Verification;
import org.gatepost.signature.Verified;
import org.gatepost.signature.Verifier;
import org.gatepost.signature.fixture.Sample;
import org.gatepost.signature.fixture.TestRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets rotate without a gap, and show nowhere. */
class SecretsTest {

  @Test
  void thereMustBeASecret() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Scheme.preset("github").verifier(List.of()))
        .withMessageContaining("at least one secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "   ", "\t\n"})
  void blankSecretIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Secret.of("env:SECRET", text))
        .withMessageContaining("empty or blank");
  }

  @ParameterizedTest
  @ValueSource(strings = {"whsec_", "whsec_not*base64*", "not-base64-at-all!", "whsec_QUJD\u00e9"})
  void secretThatIsNotBase64IsRefusedByLabelAlone(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Scheme.preset("standard-webhooks")
                    .verifier(List.of(Secret.of("env:STANDARD", text))))
        .withMessage("secret [env:STANDARD] must be written as base64")
        .withNoCause();
  }

  @Test
  void secretOfStandardWebhooksMayLackItsPadding() {
    Secret padded = Secret.of("padded", "whsec_QUJDRA==");
    Secret unpadded = Secret.of("unpadded", "QUJDRA");
    byte[] body = {1, 2, 3};
    Scheme scheme = Scheme.preset("standard-webhooks");
    TestRequest request =
        TestRequest.of(body, scheme.signer(padded).sign(body, Sample.SIGNED_AT, Map.of()));

    assertThat(scheme.verifier(List.of(unpadded)).verify(request, Sample.SIGNED_AT))
        .isInstanceOf(Verified.class);
  }

  @Test
  void secretOfStripeIsNotDecoded() {
    Sample stripe = Sample.of("stripe");
    Verifier verifier = stripe.scheme().verifier(List.of(Secret.of("bare", "stripeSecret")));

    assertRefused(verifier.verify(stripe.request(), Sample.SIGNED_AT), Refusal.Reason.MISMATCH);
  }

  @ParameterizedTest
  @MethodSource("org.gatepost.signature.fixture.Sample#all")
  void nothingThatIsPrintedShowsASecretOrASignature(Sample sample) {
    TestRequest genuine = sample.request();
    String signature = genuine.header(sample.signed().get(0));
    Verification verified = sample.verify(genuine);
    Verification mismatch = sample.verify(genuine.withBody(new byte[] {1}));
    Verification malformed = sample.verify(genuine.with(sample.signed().get(0), "x" + signature));

    for (Object printed :
        List.of(sample.secret(), sample.scheme(), verified, mismatch, malformed)) {
      assertThat(printed.toString())
          .doesNotContain(sample.secretText())
          .doesNotContain(signature.substring(signature.length() - 40))
          .doesNotContain(sample.body());
    }
    assertThat(sample.secret()).hasToString("Secret[current]");
    assertThat(sample.scheme()).hasToString("Scheme[" + sample.preset() + "]");
  }
}
