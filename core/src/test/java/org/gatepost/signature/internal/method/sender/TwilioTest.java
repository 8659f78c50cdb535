package org.gatepost.signature.internal.method.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatepost.signature.fixture.Refused.assertRefused;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.Verification;
import org.gatepost.signature.Verified;
import org.gatepost.signature.fixture.CodedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Twilio signs the URL and a form, or the URL with the digest of the body in it. */
class TwilioTest {
  private static final Secret SECRET = Secret.of("current", "12345");
  private static final Secret OTHER = Secret.of("other", "54321");
  private static final String URL = "https://mycompany.com/myapp.php?foo=1&bar=2";
  private static final String FORM = "Digits=1234&To=%2B18005551212&CallStatus=ringing";

  /** A request as Twilio's helper libraries test themselves with. */
  record Answer(
      String preset,
      String description,
      List<String> secrets,
      String url,
      Map<String, String> headers,
      String body,
      String expect) {
    @Override
    public String toString() {
      return description;
    }
  }

  static List<Answer> answers() throws IOException {
    try (InputStream in =
        TwilioTest.class.getResourceAsStream("/org/gatepost/known-answers.json")) {
      Answer[] all =
          new Gson().fromJson(new InputStreamReader(in, StandardCharsets.UTF_8), Answer[].class);
      return Arrays.stream(all).filter(a -> a.preset().equals("twilio")).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("answers")
  void answerIsAsKnown(Answer known) {
    for (String preset : List.of("twilio", "twilio-json")) {
      CodedRequest request = CodedRequest.post(known.url(), known.headers(), known.body());
      boolean accepted =
          Scheme.preset(preset)
                  .verifier(List.of(OTHER, Secret.of("known", known.secrets().get(0))))
                  .verify(request, Instant.EPOCH)
              instanceof Verified;
      assertThat(accepted).isEqualTo(known.expect().equals("accept"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"twilio", "twilio-json"})
  void whatIsSignedIsAccepted(String preset) {
    CodedRequest form = CodedRequest.form(URL, FORM).signed(preset, SECRET, Instant.EPOCH);
    CodedRequest get = CodedRequest.get(URL).signed(preset, SECRET, Instant.EPOCH);

    assertThat(verified(form).secretLabel()).isEqualTo("current");
    assertThat(verified(get).secretLabel()).isEqualTo("current");
  }

  @ParameterizedTest
  @CsvSource({
    "a=2&a=1&a=2&b=3, a=1&a=2&b=3",
    "b=&a=%41, a=A&b",
    "%F0%9F%98%80=1&%EF%BF%BD=2, %EF%BF%BD=2&%F0%9F%98%80=1"
  })
  void formsOfTheSameValuesAreSignedAlikeAndOneDelivery(String form, String same) {
    CodedRequest signed = CodedRequest.form(URL, form).signed("twilio", SECRET, Instant.EPOCH);

    assertThat(verified(signed.withBody(same)).key()).isEqualTo(verified(signed).key());
  }

  @ParameterizedTest
  @CsvSource({
    "b=2&a=1, a1b2",
    "a=2&a=1&a=2&A=3, A3a1a2",
    "%F0%9F%98%80=1&%EF%BF%BD=2, \uFFFD2\uD83D\uDE001",
    "a+b=%2B&&c, a b+c"
  })
  void fieldsAreSortedByBytesAndEachValueSignedOnce(String form, String content)
      throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA1");
    mac.init(new SecretKeySpec("12345".getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
    byte[] signature = mac.doFinal((URL + content).getBytes(StandardCharsets.UTF_8));
    CodedRequest request =
        CodedRequest.form(URL, form)
            .with("X-Twilio-Signature", Base64.getEncoder().encodeToString(signature));

    assertThat(verify(request)).isInstanceOf(Verified.class);
  }

  @Test
  void portMakesNoOtherDelivery() {
    CodedRequest signed = CodedRequest.form(URL, FORM).signed("twilio", SECRET, Instant.EPOCH);
    CodedRequest ported = signed.withUrl(URL.replace(".com/", ".com:443/"));

    assertThat(verified(ported).key()).isEqualTo(verified(signed).key());
  }

  @ParameterizedTest
  @CsvSource({
    "https://u:p@a.example/x, https://u:p@a.example:8443/x",
    "https://[2001:db8::1]/x?a=:1, https://[2001:db8::1]:8443/x?a=:1",
    "http://a.example?b=1, http://a.example:80?b=1"
  })
  void portIsWhatStandsBehindTheHost(String without, String with) {
    CodedRequest signed = CodedRequest.get(without).signed("twilio", SECRET, Instant.EPOCH);

    assertThat(verify(signed.withUrl(with))).isInstanceOf(Verified.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://mycompany.com/myapp.php?foo=1&bar=3",
        "https://mycompany.com/myapp.php?bar=2&foo=1",
        "https://mycompany.org/myapp.php?foo=1&bar=2",
        "http://mycompany.com/myapp.php?foo=1&bar=2",
        "https://mycompany.com/myapp.php?foo=%31&bar=2",
        "nonsense",
        ""
      })
  void anotherUrlIsRefused(String url) {
    CodedRequest signed = CodedRequest.form(URL, FORM).signed("twilio", SECRET, Instant.EPOCH);
    assertRefused(verify(signed.withUrl(url)), Refusal.Reason.MISMATCH);
  }

  @Test
  void everyChangedBitOfTheFormIsRefused() {
    CodedRequest signed = CodedRequest.form(URL, FORM).signed("twilio", SECRET, Instant.EPOCH);
    for (int bit = 0; bit < FORM.length() * 8; bit++) {
      byte[] changed = signed.body().clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      CodedRequest forged =
          new CodedRequest("POST", URL, signed.configuredUrl(), signed.fields(), changed);
      // The case of a hex digit is not signed.
      if (!new String(changed, StandardCharsets.ISO_8859_1).equals(FORM.replace("B", "b"))) {
        assertRefused(verify(forged));
      }
    }
  }

  @Test
  void signedDigestCoversTheBodyWhateverTheTypeSays() throws IOException {
    Answer json =
        answers().stream()
            .filter(a -> a.url().contains("bodySHA256") && a.expect().equals("accept"))
            .findFirst()
            .orElseThrow();
    CodedRequest genuine = CodedRequest.post(json.url(), json.headers(), json.body());
    verified(genuine);

    assertRefused(verify(genuine.withBody(json.body() + " ")), Refusal.Reason.MISMATCH);
    assertRefused(verify(genuine.withBody("")), Refusal.Reason.MISMATCH);
    assertRefused(
        verify(genuine.with("Content-Type", CodedRequest.FORM).withBody("")),
        Refusal.Reason.MISMATCH);
    assertRefused(verify(genuine.withUrl(json.url() + "&bodySHA256=00")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=%", "a=%4", "a=%zz", "a=%FF", "%C3%28=1"})
  void brokenFormIsMalformed(String form) {
    CodedRequest signed = CodedRequest.form(URL, "a=1").signed("twilio", SECRET, Instant.EPOCH);

    assertRefused(verify(signed.withBody(form)), Refusal.Reason.MALFORMED);
  }

  @Test
  void tooManyFieldsAreMalformed() {
    CodedRequest signed = CodedRequest.form(URL, "a=1").signed("twilio", SECRET, Instant.EPOCH);

    assertRefused(verify(signed.withBody("a&".repeat(10_000))), Refusal.Reason.MISMATCH);
    assertRefused(verify(signed.withBody("a&".repeat(10_001))), Refusal.Reason.MALFORMED);
  }

  @Test
  void bodyThatNothingCoversIsMalformed() {
    CodedRequest signed = CodedRequest.get(URL).signed("twilio", SECRET, Instant.EPOCH);

    assertRefused(verify(signed.withBody("{}")), Refusal.Reason.MALFORMED);
    assertRefused(
        verify(signed.withBody("{}").with("Content-Type", "application/json")),
        Refusal.Reason.MALFORMED);
  }

  private static Verified verified(CodedRequest request) {
    if (verify(request) instanceof Verified verified) {
      return verified;
    }
    throw new AssertionError("refused: " + verify(request));
  }

  private static Verification verify(CodedRequest request) {
    return Scheme.preset("twilio").verifier(List.of(OTHER, SECRET)).verify(request, Instant.EPOCH);
  }
}
