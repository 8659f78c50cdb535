package org.gatepost.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A signer makes the headers that the sender would. */
class SignerTest {
  private static final byte[] BODY = {'{', '}'};
  private static final String TIME = "1705314600";

  @ParameterizedTest
  @CsvSource({
    "broxi,X-Broxi-Signature,'',1705314600.{}",
    "broxi-body,X-Broxi-Signature,'',{}",
    "sop,X-SOP-Signature,sha256=,{}",
    "x-signature,X-Signature,'',{}",
    "github,X-Hub-Signature-256,sha256=,{}",
    "stripe,Stripe-Signature,'t=1705314600,v1=',1705314600.{}",
    "slack,X-Slack-Signature,v0=,v0:1705314600:{}"
  })
  void signatureIsAsTheSenderWritesIt(String preset, String header, String prefix, String content) {
    Signer signer = Scheme.preset(preset).signer(Secret.of("test", "secret"));

    assertThat(signer.sign(BODY, Sample.SIGNED_AT, Map.of()))
        .containsEntry(header, prefix + Hmac.hex("secret", content));
  }

  @Test
  void givenIdIsKeptAndAMissingOneAdded() {
    Signer signer = Scheme.preset("standard-webhooks").signer(Secret.of("test", "whsec_QUJD"));

    assertThat(signer.sign(BODY, Sample.SIGNED_AT, Map.of("Webhook-Id", "msg_1")))
        .containsEntry("Webhook-Id", "msg_1")
        .containsEntry("webhook-timestamp", TIME)
        .containsEntry("webhook-signature", "v1," + Hmac.base64("QUJD", "msg_1." + TIME + ".{}"))
        .hasSize(3);
    assertThat(signer.sign(BODY, Sample.SIGNED_AT, Map.of()).get("webhook-id")).startsWith("msg_");
  }

  @ParameterizedTest
  @MethodSource("org.gatepost.signature.Sample#all")
  void givenHeadersStay(Sample sample) {
    Signer signer = sample.scheme().signer(sample.secret());

    assertThat(signer.sign(BODY, Sample.SIGNED_AT, Map.of("X-Other", "1")))
        .containsEntry("X-Other", "1")
        .containsKeys(sample.signed().toArray(String[]::new));
  }

  @Test
  void contentThatIsNotThereCannotBeSigned() {
    Signer signer =
        Scheme.of("github", Map.of("signed-content", "{header:X-Region}{body}"))
            .signer(Secret.of("test", "secret"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> signer.sign(BODY, Sample.SIGNED_AT, Map.of()))
        .withMessage("cannot sign: header X-Region is missing or empty");
  }
}
