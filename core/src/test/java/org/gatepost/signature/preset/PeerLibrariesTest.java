package org.gatepost.signature.preset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.braintreegateway.BraintreeGateway;
import com.braintreegateway.Environment;
import com.braintreegateway.WebhookNotification;
import com.linecorp.bot.parser.LineSignatureValidator;
import com.slack.api.app_backend.SlackSignature;
import com.stripe.net.Webhook;
import com.twilio.security.RequestValidator;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gatepost.signature.Handshake;
import org.gatepost.signature.OutgoingRequest;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.Verified;
import org.gatepost.signature.fixture.Sample;
import org.gatepost.signature.fixture.TestRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the senders' own libraries sign is genuine here, and what is signed here is there. */
class PeerLibrariesTest {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final long TIME = Sample.SIGNED_AT.getEpochSecond();

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"id\":\"evt_1\",\"type\":\"é\"}", "\"\ud83d\ude00\"", "[\r\n]"})
  void stripeAgrees(String body) throws Exception {
    Sample stripe = Sample.of("stripe");
    String theirs = Webhook.Util.computeHmacSha256(stripe.secretText(), TIME + "." + body);
    Map<String, String> header = Map.of("Stripe-Signature", "t=" + TIME + ",v1=" + theirs);
    String ours = stripe.requestOf(body, Sample.SIGNED_AT).header("Stripe-Signature");
    Clock clock = Clock.fixed(Sample.SIGNED_AT, ZoneOffset.UTC);

    assertThat(stripe.verify(TestRequest.of(body, header))).isInstanceOf(Verified.class);
    assertThat(Webhook.Signature.verifyHeader(body, ours, stripe.secretText(), 300, clock))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "\"token=x&text=%2F\"", "{\"type\":\"é\"}", " {}\n"})
  void slackAgrees(String body) {
    Sample slack = Sample.of("slack");
    SlackSignature.Generator generator = new SlackSignature.Generator(slack.secretText());
    String time = Long.toString(TIME);
    Map<String, String> headers =
        Map.of(
            "X-Slack-Request-Timestamp", time, "X-Slack-Signature", generator.generate(time, body));
    String ours = slack.requestOf(body, Sample.SIGNED_AT).header("X-Slack-Signature");

    assertThat(slack.verify(TestRequest.of(body, headers))).isInstanceOf(Verified.class);
    assertThat(new SlackSignature.Verifier(generator).isValid(time, body, ours, TIME * 1000))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example/h,a=1&b=",
    "https://a.example/h?q=%20x&r,To=%2B1800&Body=%C3%A9+%26",
    "https://a.example:443/h,a=1",
    "https://a.example:8443/h,a=1",
    "http://a.example/h,''",
    "http://a.example:80//h?x=1,b=2&a=1"
  })
  void twilioAcceptsFormsThatAreSignedHere(String url, String form) {
    OutgoingRequest ours =
        Scheme.preset("twilio")
            .signer(Secret.of("test", "12345"))
            .request("POST", url, bytes(form), Sample.SIGNED_AT, Map.of("Content-Type", FORM));
    Map<String, String> fields = new TreeMap<>();
    for (String pair : form.split("&")) {
      if (!pair.isEmpty()) {
        String[] parts = pair.split("=", 2);
        fields.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
    }
    String signature = ours.headers().get("X-Twilio-Signature");

    assertThat(new RequestValidator("12345").validate(url, fields, signature)).isTrue();
    assertThat(new RequestValidator("54321").validate(url, fields, signature)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"type\":\"é\"}", "text"})
  void twilioAcceptsOtherBodiesThatAreSignedHere(String body) throws Exception {
    OutgoingRequest ours =
        Scheme.preset("twilio-json")
            .signer(Secret.of("test", "12345"))
            .request("POST", "https://a.example/h?x=1", bytes(body), Sample.SIGNED_AT, Map.of());
    String signature = ours.headers().get("X-Twilio-Signature");

    assertThat(new RequestValidator("12345").validate(ours.url(), body, signature)).isTrue();
    assertThat(new RequestValidator("12345").validate(ours.url(), body + " ", signature)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"events\":\"é\"}", " \n"})
  void lineAgrees(String body) {
    LineSignatureValidator line = new LineSignatureValidator(bytes("channel secret"));
    Secret secret = Secret.of("test", "channel secret");
    Map<String, String> theirs =
        Map.of(
            "x-line-signature",
            Base64.getEncoder().encodeToString(line.generateSignature(bytes(body))));
    Map<String, String> ours =
        Scheme.preset("line").signer(secret).sign(bytes(body), Sample.SIGNED_AT, Map.of());

    assertThat(
            Scheme.preset("line")
                .verifier(List.of(secret))
                .verify(TestRequest.of(body, theirs), Sample.SIGNED_AT))
        .isInstanceOf(Verified.class);
    assertThat(line.validateSignature(bytes(body), ours.values().iterator().next())).isTrue();
  }

  @Test
  void braintreeAgrees() {
    BraintreeGateway braintree = new BraintreeGateway(Environment.DEVELOPMENT, "m", "pub", "priv");
    Map<String, String> theirs =
        braintree
            .webhookTesting()
            .sampleNotification(WebhookNotification.Kind.SUBSCRIPTION_WENT_PAST_DUE, "id-1");
    Scheme scheme = Scheme.preset("braintree");
    Secret secret = Secret.of("test", "pub:priv");
    String payload =
        "bt_payload=" + URLEncoder.encode(theirs.get("bt_payload"), StandardCharsets.UTF_8);
    String signature =
        "&bt_signature=" + URLEncoder.encode(theirs.get("bt_signature"), StandardCharsets.UTF_8);

    assertThat(
            scheme
                .verifier(List.of(secret))
                .verify(TestRequest.of(payload + signature, Map.of()), Sample.SIGNED_AT))
        .isInstanceOf(Verified.class);
    OutgoingRequest ours =
        scheme
            .signer(secret)
            .request("POST", "https://a.example", bytes(payload), Sample.SIGNED_AT, Map.of());
    String written = new String(ours.body(), StandardCharsets.UTF_8);
    String signed =
        URLDecoder.decode(
            written.substring(written.indexOf("bt_signature=") + 13), StandardCharsets.UTF_8);
    assertThat(braintree.webhookNotification().parse(signed, theirs.get("bt_payload")).getKind())
        .isEqualTo(WebhookNotification.Kind.SUBSCRIPTION_WENT_PAST_DUE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"20f9f8ed05f77439fe955c977e4c8a53", "0123456789abcdef0123"})
  void braintreeAnswersChallengesAlike(String challenge) {
    BraintreeGateway braintree = new BraintreeGateway(Environment.DEVELOPMENT, "m", "pub", "priv");
    TestRequest asked =
        TestRequest.of("", Map.of()).withUrl("https://a.example/?bt_challenge=" + challenge);

    assertThat(
            Scheme.preset("braintree")
                .verifier(List.of(Secret.of("test", "pub:priv")))
                .verify(asked.by("GET"), Sample.SIGNED_AT))
        .isInstanceOfSatisfying(
            Handshake.class,
            h ->
                assertThat(h.answer())
                    .isEqualTo(braintree.webhookNotification().verify(challenge)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"type\":\"é\"}", "[1]\n"})
  void svixSignaturesAreGenuine(String body) throws Exception {
    Sample sample = Sample.of("standard-webhooks");
    com.svix.Webhook svix = new com.svix.Webhook(sample.secretText());
    Map<String, String> headers =
        Map.of(
            "svix-id",
            "msg_1",
            "svix-timestamp",
            Long.toString(TIME),
            "svix-signature",
            svix.sign("msg_1", TIME, body));

    assertThat(sample.verify(TestRequest.of(body, headers))).isInstanceOf(Verified.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"type\":\"é\"}", "[1]\n"})
  void standardWebhooksSignaturesAreGenuine(String body) throws Exception {
    Sample sample = Sample.of("standard-webhooks");
    var peer = new com.standardwebhooks.Webhook(sample.secretText());
    Map<String, String> headers =
        Map.of(
            "webhook-id",
            "msg_1",
            "webhook-timestamp",
            Long.toString(TIME),
            "webhook-signature",
            peer.sign("msg_1", TIME, body));

    assertThat(sample.verify(TestRequest.of(body, headers))).isInstanceOf(Verified.class);
  }

  @Test
  void svixAndStandardWebhooksAcceptWhatIsSignedHere() throws Exception {
    Sample sample = Sample.of("standard-webhooks");
    byte[] body = sample.body().getBytes(StandardCharsets.UTF_8);
    // They take the time from the system's clock.
    Instant now = Clock.systemUTC().instant();
    Map<String, String> signed = sample.scheme().signer(sample.secret()).sign(body, now, Map.of());
    Map<String, List<String>> headers = new TreeMap<>();
    signed.forEach((name, value) -> headers.put(name, List.of(value)));

    assertThatCode(() -> new com.svix.Webhook(sample.secretText()).verify(sample.body(), headers))
        .doesNotThrowAnyException();
    assertThatCode(
            () ->
                new com.standardwebhooks.Webhook(sample.secretText())
                    .verify(sample.body(), headers))
        .doesNotThrowAnyException();
  }
}
