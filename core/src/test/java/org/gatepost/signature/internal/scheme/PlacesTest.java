package org.gatepost.signature.internal.scheme;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.Verification;
import org.gatepost.signature.Verified;
import org.gatepost.signature.Verifier;
import org.gatepost.signature.fixture.Hmac;
import org.gatepost.signature.fixture.TestRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the references to URL, query and form stand for. */
class PlacesTest {
  private static final Instant NOW = Instant.parse("2024-01-15T10:30:00Z");
  private static final Secret SECRET = Secret.of("test", "secret");

  private static Scheme scheme(String content, Map<String, String> more) {
    Map<String, String> keys = new HashMap<>(more);
    keys.put("algorithm", "HMAC-SHA256");
    keys.putIfAbsent("signature", "{header:X-Signature}");
    keys.put("signed-content", content);
    return Scheme.of("custom", keys);
  }

  private static Verification verify(Scheme scheme, TestRequest request, String signed) {
    return scheme
        .verifier(List.of(SECRET))
        .verify(request.with("X-Signature", Hmac.hex("secret", signed)), NOW);
  }

  private static TestRequest request(String url) {
    return TestRequest.of("{}", Map.of()).withUrl(url);
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.com/a/b?c=1, /a/b?c=1",
    "https://example.com/, /",
    "https://example.com, /",
    "https://example.com:8443//a, //a",
    "http://user@example.com/?, /?"
  })
  void pathIsTheUrlFromItsPathOn(String url, String path) {
    Scheme scheme = scheme("{path}|{body}", Map.of());
    assertThat(verify(scheme, request(url), path + "|{}")).isInstanceOf(Verified.class);
    assertThat(verify(scheme, request(url), path + "x|{}")).isInstanceOf(Refusal.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://example.com/a%3Ab%2Fc%3Fd%40e%21f%24g|https://example.com/a:b/c?d@e!f$g",
        "https://example.com/?q=%27%28%29%2A%2C%3B|https://example.com/?q='()*,;",
        "https://example.com/%3a%2f%2a|https://example.com/:/*",
        "https://example.com/%253A%20%26%3D%2B%C3%BC|https://example.com/%253A%20%26%3D%2B%C3%BC",
        "https://example.com/%%3A%3|https://example.com/%:%3",
        "https://example.com/%3|https://example.com/%3"
      })
  void decodedUrlHasThoseEscapesDecodedThatHubSpotDecodes(String url, String decoded) {
    Scheme scheme = scheme("{decoded-url}|{body}", Map.of());
    assertThat(verify(scheme, request(url), decoded + "|{}")).isInstanceOf(Verified.class);
    assertThat(verify(scheme, request(url), decoded + "x|{}")).isInstanceOf(Refusal.class);
  }

  @Test
  void hubSpotMaySignTheUrlDecodedOrAsItIs() {
    Verifier hubSpot = Scheme.preset("hubspot-v3").verifier(List.of(SECRET));
    String time = Long.toString(NOW.toEpochMilli());
    String url = "https://example.com/hook?at=12%3A30&x=%20";
    String base64Secret = Base64.getEncoder().encodeToString("secret".getBytes(UTF_8));
    TestRequest request = request(url).adding("X-HubSpot-Request-Timestamp", time);
    List<Optional<String>> keys = new ArrayList<>();
    for (String signed : List.of(url.replace("%3A", ":"), url)) {
      String signature = Hmac.base64(base64Secret, "POST" + signed + "{}" + time);
      Verification verification =
          hubSpot.verify(request.adding("X-HubSpot-Signature-v3", signature), NOW);
      assertThat(verification).isInstanceOf(Verified.class);
      keys.add(((Verified) verification).key());
    }
    // The key is of what was signed, so that it is not always that of the first.
    assertThat(keys.get(0)).isNotEqualTo(keys.get(1));
    String other = Hmac.base64(base64Secret, "POST" + url.replace("%20", " ") + "{}" + time);
    assertThat(hubSpot.verify(request.adding("X-HubSpot-Signature-v3", other), NOW))
        .isInstanceOf(Refusal.class);
  }

  @ParameterizedTest
  @CsvSource({"b=2&a=1&a=%2B&b=2, a+a1b2", "c=x+y&%41=, Acx y", "'', ''"})
  void sortedFormIsNamesAndValues(String form, String glued) {
    Scheme scheme = scheme("{sorted-form}|", Map.of());
    TestRequest request = TestRequest.of(form, Map.of());
    assertThat(verify(scheme, request, glued + "|")).isInstanceOf(Verified.class);
    assertThat(verify(scheme, request, glued + "x|")).isInstanceOf(Refusal.class);
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.com/?b=2&a=1&c, a=1&b=2&c",
    "https://example.com/?b=%20&a=+, a=+&b=%20",
    "https://example.com/?, ''",
    "https://example.com/, ''"
  })
  void sortedQueryIsAsSentButSorted(String url, String sorted) {
    Scheme scheme = scheme("{sorted-query}|{body}", Map.of());
    assertThat(verify(scheme, request(url), sorted + "|{}")).isInstanceOf(Verified.class);
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.com/?n=a%20b%2Bc+d, a b+c d",
    "https://example.com/?other=1&%6E=x, x",
    "https://example.com/?n=a=b, a=b"
  })
  void queryParameterIsDecoded(String url, String value) {
    Scheme scheme = scheme("{query:n}|{body}", Map.of());
    assertThat(verify(scheme, request(url), value + "|{}")).isInstanceOf(Verified.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com/",
        "https://example.com/?n",
        "https://example.com/?n=",
        "https://example.com/?n=%zz",
        "https://example.com/?n=1&n=1",
        "https://example.com/?n=1&%6e=2"
      })
  void parameterIsThereOnceAndNotEmpty(String url) {
    Scheme scheme = scheme("{query:n}|{body}", Map.of());
    assertThat(verify(scheme, request(url), "1|{}")).isInstanceOf(Refusal.class);
    assertThat(verify(scheme, request(url), "|{}")).isInstanceOf(Refusal.class);
  }

  @Test
  void formFieldIsDecodedAsUtf8() {
    Scheme scheme = scheme("{form:n}", Map.of("unsigned-body", "true"));
    TestRequest form = TestRequest.of("a=1&n=Gr%C3%BC%C3%9Fe+dich", Map.of());
    assertThat(verify(scheme, form, "Grüße dich")).isInstanceOf(Verified.class);
    assertThat(verify(scheme, TestRequest.of("a=1", Map.of()), "")).isInstanceOf(Refusal.class);
  }

  @Test
  void signatureMayStandInTheFormAndTheSignedIdIsTheKey() {
    Scheme mailgun = Scheme.preset("mailgun-form");
    long time = NOW.getEpochSecond();
    String body = "timestamp=" + time + "&token=t-1&signature=" + Hmac.hex("secret", time + "t-1");
    Verifier verifier = mailgun.verifier(List.of(SECRET));

    assertThat(verifier.verify(TestRequest.of(body, Map.of()), NOW))
        .isInstanceOfSatisfying(Verified.class, v -> assertThat(v.key()).contains("t-1"));
    assertThat(verifier.verify(TestRequest.of(body + "&token=t-2", Map.of()), NOW))
        .isInstanceOf(Refusal.class);
    assertThat(verifier.verify(TestRequest.of(body.replace("t-1", "t-2"), Map.of()), NOW))
        .isInstanceOf(Refusal.class);
  }

  @Test
  void idInASignedUrlIsTheKey() {
    Scheme scheme = scheme("{url}{body}", Map.of("id", "{query:id}"));
    String url = "https://example.com/?id=7";
    assertThat(verify(scheme, request(url), url + "{}"))
        .isInstanceOfSatisfying(Verified.class, v -> assertThat(v.key()).contains("7"));
  }

  @Test
  void secretSaysWhetherWhiteSpaceIsAroundIt() {
    assertThat(Secret.of("a", "secret").hasOuterWhiteSpace()).isFalse();
    assertThat(Secret.of("a", "two words").hasOuterWhiteSpace()).isFalse();
    assertThat(Secret.of("a", "secret\n").hasOuterWhiteSpace()).isTrue();
    assertThat(Secret.of("a", "-----BEGIN PUBLIC KEY-----\n").hasOuterWhiteSpace()).isFalse();
  }
}
