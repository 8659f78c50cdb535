package org.gatepost.signature.internal.method.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gatepost.signature.fixture.HttpMessages.NOW;
import static org.gatepost.signature.fixture.HttpMessages.SECRET;
import static org.gatepost.signature.fixture.HttpMessages.URL;
import static org.gatepost.signature.fixture.HttpMessages.lax;
import static org.gatepost.signature.fixture.HttpMessages.over;
import static org.gatepost.signature.fixture.HttpMessages.scheme;
import static org.gatepost.signature.fixture.HttpMessages.signed;
import static org.gatepost.signature.fixture.HttpMessages.verify;
import static org.gatepost.signature.fixture.Refused.assertRefused;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gatepost.signature.InvalidSchemeException;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.Verification;
import org.gatepost.signature.Verified;
import org.gatepost.signature.fixture.UrlRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** HTTP Message Signatures (RFC 9421) verify what they cover, and must cover what is required. */
class HttpMessageTest {
  private static final String ALL =
      "@method @target-uri @authority @scheme @request-target @path @query content-digest date";

  /** One of {@code known-answers.json}. */
  record Answer(
      String preset,
      String description,
      String algorithm,
      String url,
      Map<String, String> headers,
      long now,
      String expect,
      List<String> secrets,
      String body) {

    Verification verify(String... keysAndValues) {
      UrlRequest request =
          new UrlRequest("POST", url, headers, body)
              .with("Content-Length", Integer.toString(body.length()));
      return scheme(keysAndValues)
          .verifier(List.of(Secret.of("current", secrets.get(0))))
          .verify(request, Instant.ofEpochSecond(now));
    }

    @Override
    public String toString() {
      return description;
    }
  }

  static Stream<Answer> answers() throws IOException {
    try (InputStream in =
            HttpMessageTest.class.getResourceAsStream("/org/gatepost/known-answers.json");
        Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      return Stream.of(new Gson().fromJson(reader, Answer[].class))
          .filter(answer -> answer.preset().equals("rfc9421"));
    }
  }

  @ParameterizedTest
  @MethodSource("answers")
  void presetRefusesWhatDoesNotCoverTheBody(Answer known) {
    boolean covered = known.headers().get("Signature-Input").contains("\"content-digest\"");
    Verification verification = known.verify("algorithm", known.algorithm());

    assertThat(verification)
        .isInstanceOf(covered && known.expect().equals("accept") ? Verified.class : Refusal.class);
    if (!covered) {
      assertRefused(verification, Refusal.Reason.MISSING);
    }
  }

  @Test
  void whatTheSignerMakesTheVerifierAccepts() {
    Scheme scheme = scheme("required-components", ALL);

    assertThat(verify(scheme, signed(scheme)))
        .isInstanceOfSatisfying(
            Verified.class,
            verified -> {
              assertThat(verified.secretLabel()).isEqualTo("current");
              assertThat(verified.signedAt()).contains(NOW);
            });
  }

  @Test
  void eachRequiredComponentIsCovered() {
    Scheme scheme = scheme("required-components", ALL);
    UrlRequest request = signed(scheme);

    assertRefused(verify(scheme, request.at("PUT", URL)), Refusal.Reason.MISMATCH);
    assertRefused(verify(scheme, request.at("POST", URL + "s")), Refusal.Reason.MISMATCH);
    assertRefused(
        verify(scheme, request.with("Date", "Tue, 20 Apr 2021 02:07:56 GMT")),
        Refusal.Reason.MISMATCH);
    assertRefused(verify(scheme, request.without("Date")), Refusal.Reason.MISSING);
    assertRefused(verify(scheme, request.withBody("{}")), Refusal.Reason.MISMATCH);
  }

  @Test
  void everyBitOfTheBodyIsCoveredByDefault() {
    UrlRequest request = signed(scheme());
    byte[] body = request.body();
    for (int bit = 0; bit < 8 * body.length; bit++) {
      if (bit % 8 == 7) {
        continue; // Not ASCII any more, which the text of this test cannot hold.
      }
      byte[] changed = body.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertRefused(
          verify(scheme(), request.withBody(new String(changed, StandardCharsets.US_ASCII))),
          Refusal.Reason.MISMATCH);
    }
  }

  @Test
  void signatureWithoutARequiredComponentIsRefused() {
    UrlRequest request = signed(scheme());

    assertRefused(
        verify(scheme("required-components", "content-digest @method"), request),
        Refusal.Reason.MISSING);
  }

  @Test
  void algorithmIsNeverTheRequests() {
    UrlRequest same = over("();created=1618884473;alg=\"hmac-sha256\"");
    UrlRequest other = over("();created=1618884473;alg=\"ed25519\"");

    assertThat(verify(lax(), same)).isInstanceOf(Verified.class);
    assertRefused(verify(lax(), other), Refusal.Reason.MALFORMED);
  }

  @ParameterizedTest
  @CsvSource({"300,true,x", "301,false,STALE", "-300,true,x", "-301,false,FUTURE"})
  void createdIsTheSignedTime(int age, boolean fresh, String reason) {
    Verification verification =
        scheme().verifier(List.of(SECRET)).verify(signed(scheme()), NOW.plusSeconds(age));

    assertThat(verification).isInstanceOf(fresh ? Verified.class : Refusal.class);
    if (!fresh) {
      assertRefused(verification, Refusal.Reason.valueOf(reason));
    }
  }

  @Test
  void createdMayBeAbsentOnlyWithoutTolerance() {
    UrlRequest request = over("(\"@method\")", "\"@method\": POST");

    assertRefused(verify(lax(), request), Refusal.Reason.MISSING);
    assertThat(
            verify(
                scheme("required-components", "none", "unsigned-body", "true", "tolerance", "none"),
                request))
        .isInstanceOf(Verified.class);
  }

  @ParameterizedTest
  @CsvSource({"-1,true", "0,true", "1,false"})
  void signatureExpires(int seconds, boolean good) {
    UrlRequest request = over("();created=1618884473;expires=1618884500");
    Verification verification =
        lax()
            .verifier(List.of(SECRET))
            .verify(request, Instant.ofEpochSecond(1618884500 + seconds));

    assertThat(verification).isInstanceOf(good ? Verified.class : Refusal.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "required-components|@method|required-components",
        "required-components|none|required-components",
        "required-components|content-digest content-digest|required-components",
        "required-components|Content-Digest|required-components",
        "required-components|content-digest @status|required-components",
        "unsigned-body|maybe|unsigned-body",
        "signed-content|{body}|signed-content",
        "time|{header:Date}|time",
        "encoding|base64|encoding",
        "algorithm|HMAC-SHA512|algorithm",
        "signature|{header:X-Signature}|signature",
        "key|id|key"
      })
  void schemeBreaksARule(String key, String value, String named) {
    assertThatThrownBy(() -> scheme(key, value, "id", "{header:X-Id}"))
        .isInstanceOf(InvalidSchemeException.class)
        .hasMessageContaining(named);
  }

  @Test
  void bodyCannotBeBothRequiredAndUnsigned() {
    assertThatThrownBy(
            () -> scheme("required-components", "content-digest", "unsigned-body", "true"))
        .isInstanceOf(InvalidSchemeException.class)
        .hasMessageContaining("required-components");
  }

  @Test
  void onlySchemesWhoseSignaturesListComponentsRequireThem() {
    assertThatThrownBy(() -> Scheme.of("github", Map.of("required-components", "content-digest")))
        .isInstanceOf(InvalidSchemeException.class)
        .hasMessageContaining("required-components");
  }

  private static String key(Scheme scheme, UrlRequest request) {
    return ((Verified) verify(scheme, request)).key().orElseThrow();
  }

  @Test
  void retrySignedAgainHasTheSameKey() {
    Scheme scheme = scheme("required-components", "date @path content-digest");
    String digest = "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:";
    String[] paths = {"/foo", "/foo", "/other"};
    String[] keys = new String[3];
    for (int i = 0; i < 3; i++) {
      String date = "Tue, 20 Apr 2021 02:07:5" + i + " GMT";
      keys[i] =
          key(
              scheme,
              over(
                      "(\"date\" \"content-digest\" \"@path\");created=161888447" + i,
                      "\"date\": " + date,
                      "\"content-digest\": " + digest,
                      "\"@path\": " + paths[i])
                  .with("Date", date)
                  .with("Content-Digest", digest)
                  .at("POST", "https://example.com" + paths[i]));
    }

    assertThat(keys[1]).startsWith("sha256:").isEqualTo(keys[0]).isNotEqualTo(keys[2]);
  }

  @Test
  void unsignedBodyDoesNotMakeTheKey() {
    UrlRequest first = over("();created=1618884473");

    assertThat(key(lax(), first.withBody("other"))).isEqualTo(key(lax(), first));
    assertThat(key(lax(), over("();created=1618884474"))).isNotEqualTo(key(lax(), first));
    assertThatThrownBy(() -> scheme("unsigned-body", "true", "id", "{json:/id}", "key", "id"))
        .isInstanceOf(InvalidSchemeException.class)
        .hasMessageContaining("key");
  }

  @Test
  void parameterOfASignedQueryCanBeTheKey() {
    Scheme scheme = scheme("required-components", "content-digest @query", "id", "{query:param}");

    assertThat(key(scheme, signed(scheme))).isEqualTo("Value");
  }

  @ParameterizedTest
  @CsvSource({"digest,{json:/id}", "x-request-target,{query:param}", "date,{header:Date}"})
  void headersThatSoundAlikeDoNotSignTheId(String component, String id) {
    assertThatThrownBy(
            () ->
                scheme(
                    "required-components",
                    component,
                    "unsigned-body",
                    "true",
                    "id",
                    id,
                    "key",
                    "id"))
        .isInstanceOf(InvalidSchemeException.class)
        .hasMessageContaining("[key]");
  }

  @Test
  void signerAddsTheIdThatTheSchemeRequires() {
    Scheme scheme = scheme("required-components", "content-digest x-id", "id", "{header:X-Id}");
    UrlRequest request = signed(scheme);

    assertThat(key(scheme, request)).isEqualTo(request.field("X-Id")).startsWith("msg_");
  }

  @Test
  void idInARequiredHeaderIsTheKey() {
    Scheme scheme = scheme("required-components", "content-digest x-id", "id", "{header:X-Id}");
    Map<String, String> headers =
        scheme.signer(SECRET).sign("POST", URL, new byte[0], NOW, Map.of("X-Id", "e1"));

    assertThat(verify(scheme, new UrlRequest("POST", URL, headers, "")))
        .isInstanceOfSatisfying(
            Verified.class, verified -> assertThat(verified.key()).contains("e1"));
  }
}
