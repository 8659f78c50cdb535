package org.gatepost.signature.sign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.gatepost.signature.OutgoingRequest;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.Signer;
import org.gatepost.signature.fixture.Hmac;
import org.gatepost.signature.fixture.Sample;
import org.gatepost.signature.internal.format.FormPairs;
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
  @MethodSource("org.gatepost.signature.fixture.Sample#all")
  void givenHeadersStay(Sample sample) {
    Signer signer = sample.scheme().signer(sample.secret());

    assertThat(signer.sign(BODY, Sample.SIGNED_AT, Map.of("X-Other", "1")))
        .containsEntry("X-Other", "1")
        .containsKeys(sample.signed().toArray(String[]::new));
  }

  @Test
  void signatureInTheQueryGoesToTheUrl() {
    Signer signer = Scheme.preset("mailchimp").signer(Secret.of("test", "s c"));

    OutgoingRequest added = request(signer, "https://a.example/h?x=1&secret=old", "a=1");
    assertThat(added.url()).isEqualTo("https://a.example/h?x=1&secret=s+c");
    assertThat(added.body()).isEqualTo("a=1".getBytes(UTF_8));
    assertThat(request(signer, "https://a.example/h", "").url())
        .isEqualTo("https://a.example/h?secret=s+c");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> signer.sign(BODY, Sample.SIGNED_AT, Map.of()))
        .withMessageContaining("Signer.request");
  }

  @Test
  void signatureInAFormGoesToTheBody() {
    Signer signer = Scheme.preset("mailgun-form").signer(Secret.of("test", "secret"));

    OutgoingRequest signed = request(signer, "https://a.example/h", "signature=0&token=t");
    assertThat(new String(signed.body(), UTF_8))
        .isEqualTo("token=t&timestamp=" + TIME + "&signature=" + Hmac.hex("secret", TIME + "t"));
    assertThat(signed.headers()).containsEntry("Content-Type", FormPairs.MEDIA_TYPE).hasSize(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> signer.sign(BODY, Sample.SIGNED_AT, Map.of()))
        .withMessageContaining("Signer.request");
  }

  @Test
  void signatureInAJsonBodyGoesToTheBody() {
    Signer signer = Scheme.preset("mailgun").signer(Secret.of("test", "secret"));

    OutgoingRequest signed =
        request(signer, "https://a.example/h", "{ \"signature\": {\"token\":\"t\"} }");
    assertThat(new String(signed.body(), UTF_8))
        .isEqualTo(
            "{ \"signature\": {\"signature\":\""
                + Hmac.hex("secret", TIME + "t")
                + "\",\"timestamp\":\""
                + TIME
                + "\",\"token\":\"t\"} }");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> request(signer, "https://a.example/h", "[]"))
        .withMessageStartingWith("the body cannot have a new member at /signature/");
  }

  @Test
  void twilioDigestOfABodyThatIsNoFormGoesToTheUrl() {
    Signer signer = Scheme.preset("twilio-json").signer(Secret.of("test", "12345"));
    String url =
        "https://mycompany.com/myapp.php?foo=1&bar=2&bodySHA256="
            + "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620";
    String body = "{\"property\": \"value\", \"boolean\": true}";

    OutgoingRequest signed = request(signer, url.substring(0, url.indexOf("&body")), body);
    assertThat(signed.url()).isEqualTo(url);
    assertThat(signed.headers())
        .containsEntry("X-Twilio-Signature", "a9nBmqA0ju/hNViExpshrM61xv4=");
    assertThat(request(signer, url, body).url()).isEqualTo(url);
  }

  @Test
  void givenElementsOfTheSignatureHeaderAreKeptAndOldSignaturesReplaced() {
    Signer signer = Scheme.preset("stripe").signer(Secret.of("test", "secret"));
    Map<String, String> given = Map.of("stripe-signature", "t=1,v1=00, v0=ab");

    assertThat(signer.sign(BODY, Sample.SIGNED_AT, given))
        .containsOnly(
            Map.entry(
                "Stripe-Signature", "v0=ab,t=" + TIME + ",v1=" + Hmac.hex("secret", TIME + ".{}")));
  }

  @Test
  void timeThatStandsInTheSignedBodyIsAddedWhereItIsAbsent() {
    Signer signer = Scheme.preset("linear").signer(Secret.of("test", "secret"));
    OutgoingRequest signed = request(signer, "https://a.example/h", "{}");

    String body = "{\"webhookTimestamp\":" + TIME + "000}";
    assertThat(new String(signed.body(), UTF_8)).isEqualTo(body);
    assertThat(signed.headers()).containsEntry("Linear-Signature", Hmac.hex("secret", body));
  }

  private static OutgoingRequest request(Signer signer, String url, String body) {
    return signer.request("POST", url, body.getBytes(UTF_8), Sample.SIGNED_AT, Map.of());
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
