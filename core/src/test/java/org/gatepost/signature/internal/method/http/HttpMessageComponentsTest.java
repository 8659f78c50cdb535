package org.gatepost.signature.internal.method.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatepost.signature.fixture.HttpMessages.lax;
import static org.gatepost.signature.fixture.HttpMessages.over;
import static org.gatepost.signature.fixture.HttpMessages.scheme;
import static org.gatepost.signature.fixture.HttpMessages.verify;
import static org.gatepost.signature.fixture.Refused.assertRefused;

import org.gatepost.signature.Refusal;
import org.gatepost.signature.Verified;
import org.gatepost.signature.fixture.UrlRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The components of HTTP Message Signatures are those of RFC 9421, section 2. */
class HttpMessageComponentsTest {
  @Test
  void oneMemberOfTheDigestIsNotTheWholeHeader() {
    String digest = "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:";
    String value = digest.substring("sha-256=".length());
    UrlRequest request =
        over(
                "(\"content-digest\";key=\"sha-256\");created=1618884473",
                "\"content-digest\";key=\"sha-256\": " + value)
            .with("Content-Digest", digest);

    assertThat(verify(lax(), request)).isInstanceOf(Verified.class);
    assertRefused(verify(lax(), request.withBody("x")), Refusal.Reason.MISMATCH);
    assertRefused(verify(scheme(), request), Refusal.Reason.MISSING);
  }

  @Test
  void insecureDigestsDoNotCount() {
    UrlRequest request =
        over(
                "(\"content-digest\");created=1618884473",
                "\"content-digest\": md5=:1B2M2Y8AsgTpgAmY7PhCfg==:")
            .with("Content-Digest", "md5=:1B2M2Y8AsgTpgAmY7PhCfg==:");

    assertRefused(verify(scheme(), request), Refusal.Reason.MISSING);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "@method|POST",
        "@target-uri|https://example.com/foo?param=Value&Pet=dog",
        "@authority|example.com",
        "@scheme|https",
        "@request-target|/foo?param=Value&Pet=dog",
        "@path|/foo",
        "@query|?param=Value&Pet=dog"
      })
  void derivedComponentIsAsInTheStandard(String name, String value) {
    UrlRequest request =
        over("(\"" + name + "\");created=1618884473", "\"" + name + "\": " + value);

    assertThat(verify(lax(), request)).isInstanceOf(Verified.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://EXAMPLE.com:80|example.com|/|?",
        "https://example.com:443/?|example.com|/|?",
        "https://example.com:8443/a/b|example.com:8443|/a/b|?",
        "https://example.com?a=/b|example.com|/|?a=/b",
        "https://example.com|example.com|/|?",
        "https://[2001:DB8::1]:80/a|[2001:db8::1]:80|/a|?"
      })
  void targetUriIsTakenApart(String url, String authority, String path, String query) {
    UrlRequest request =
        over(
                "(\"@authority\" \"@path\" \"@query\");created=1618884473",
                "\"@authority\": " + authority,
                "\"@path\": " + path,
                "\"@query\": " + query)
            .at("POST", url);

    assertThat(verify(lax(), request)).isInstanceOf(Verified.class);
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.com,https://example.com/,/",
    "https://example.com?a,https://example.com/?a,/?a",
    "https://example.com/?,https://example.com/?,/?",
    "https://Example.com:443/a,https://Example.com:443/a,/a"
  })
  void targetUriAlwaysHasAPath(String url, String uri, String target) {
    UrlRequest request =
        over(
                "(\"@target-uri\" \"@request-target\");created=1618884473",
                "\"@target-uri\": " + uri,
                "\"@request-target\": " + target)
            .at("POST", url);

    assertThat(verify(lax(), request)).isInstanceOf(Verified.class);
  }

  @Test
  void memberOfADictionaryIsSerializedStrictly() {
    UrlRequest request =
        over(
                "(\"x-d\";key=\"a\" \"x-d\";key=\"b\" \"x-d\";key=\"c\");created=1618884473",
                "\"x-d\";key=\"a\": 1;x",
                "\"x-d\";key=\"b\": ?1;y=?0",
                "\"x-d\";key=\"c\": (\"i\" t;q=-0.5);z=:AAA=:")
            .with("X-D", " a=001; x ,\tb;y=?0\nc=( \"i\"  t;q=-0.50 );z=:AAA=: ");

    assertThat(verify(lax(), request)).isInstanceOf(Verified.class);
    assertRefused(verify(lax(), request.with("X-D", "a=1;x, b;y=?0")), Refusal.Reason.MISSING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/foo", "https://", "https://a@example.com/", "https://e/\n", "://e"})
  void urlThatIsNoneIsRefused(String url) {
    UrlRequest request = over("(\"@path\");created=1618884473", "\"@path\": /foo").at("POST", url);

    assertRefused(verify(lax(), request), Refusal.Reason.MALFORMED);
  }

  /** The example of RFC 9421, section 2.2.8. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "var|this%20is%20a%20big%0Amultiline%20value",
        "bar|with%20plus%20whitespace",
        "fa%C3%A7ade%22%3A%20|something"
      })
  void queryParameterIsEncodedAgain(String name, String value) {
    String url =
        "https://www.example.com/parameters?var=this%20is%20a%20big%0Amultiline%20value"
            + "&bar=with+plus+whitespace&fa%C3%A7ade%22%3A%20=something";
    String id = "\"@query-param\";name=\"" + name + "\"";
    UrlRequest request = over("(" + id + ");created=1618884473", id + ": " + value).at("POST", url);

    assertThat(verify(lax(), request)).isInstanceOf(Verified.class);
    assertRefused(
        verify(lax(), request.at("POST", url + "&" + name + "=x")), Refusal.Reason.MALFORMED);
    assertRefused(
        verify(lax(), request.at("POST", "https://example.com/")), Refusal.Reason.MISSING);
  }

  @Test
  void linesOfAHeaderAreJoinedAndTrimmed() {
    UrlRequest request =
        over(
                "(\"x-a\" \"x-a\";bs);created=1618884473",
                "\"x-a\": 1, 2",
                "\"x-a\";bs: :MQ==:, :Mg==:")
            .with("X-A", "1 \n 2");

    assertThat(verify(lax(), request)).isInstanceOf(Verified.class);
    assertRefused(verify(lax(), request.with("X-A", "1\n\u01322")), Refusal.Reason.MALFORMED);
  }
}
