package org.gatepost.signature.internal.method.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gatepost.signature.fixture.Refused.assertRefused;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.Verified;
import org.gatepost.signature.Verifier;
import org.gatepost.signature.fixture.Jwt;
import org.gatepost.signature.fixture.TestRequest;
import org.gatepost.signature.internal.format.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests are hashed as Atlassian's documentation spells them. */
class CanonicalRequestTest {

  @ParameterizedTest
  @CsvSource({
    "get,/?param=foo,'',GET&/&param=foo",
    "POST,/user,'',POST&/user&",
    "POST,/user/,'',POST&/user&",
    "POST,/app,/app,POST&/&",
    "POST,/app/hook,/app,POST&/hook&",
    "POST,/apple/hook,/app,POST&/apple/hook&",
    "GET,/a&b,'',GET&/a%26b&",
    "GET,/?b=2&a=1&jwt=x.y.z,'',GET&/&a=1&b=2",
    "GET,/?a=2&a=1&a=10,'','GET&/&a=1,10,2'",
    "GET,/?a=x+y&b=x%20y,'',GET&/&a=x%20y&b=x%20y",
    "GET,/?a=%2c*~-_.,'',GET&/&a=%2C%2A~-_.",
    "GET,/?a=%c3%a9&A=1,'',GET&/&A=1&a=%C3%A9",
    "GET,/?&&a&b=,'',GET&/&a=&b="
  })
  void canonicalFormIsAsDocumented(String method, String path, String base, String canonical)
      throws RefusedException {
    assertThat(CanonicalRequest.of(method, path, base)).isEqualTo(canonical);
  }

  @Test
  void hashIsAsPublishedInATestOfAnotherImplementation() throws RefusedException {
    assertThat(Jwt.sha256Hex(CanonicalRequest.of("GET", "/path/to/service?a=1&A=2&b=3&B=4", "")))
        .isEqualTo("70282c7cf82834bd5a3d6dacda1b4ccd5cf5860a63a1fa2fb86b64d576e6a1d5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/?a=%", "/?%zz=1", "/?a=%1"})
  void queryThatIsNotEncodedIsRefused(String path) {
    assertThatThrownBy(() -> CanonicalRequest.of("GET", path, ""))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void numberOfParametersIsBounded() throws RefusedException {
    String fit = "/?" + "a&".repeat(CanonicalRequest.MAX_PARAMETERS - 1) + "a";

    assertThat(CanonicalRequest.of("GET", fit, "")).startsWith("GET&/&a=");
    assertThatThrownBy(() -> CanonicalRequest.of("GET", fit + "&a", ""))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void tokenForAnotherRequestIsRefused() {
    Instant now = Instant.ofEpochSecond(1705314600);
    Verifier verifier =
        Scheme.preset("atlassian-connect").verifier(List.of(Secret.of("test", "shared")));
    String right = Jwt.sha256Hex("POST&/webhooks&source=test");

    assertThat(verifier.verify(request(right), now)).isInstanceOf(Verified.class);
    assertRefused(
        verifier.verify(request(Jwt.sha256Hex("POST&/webhooks&")), now), Refusal.Reason.MISMATCH);
    // The fixed hash of tokens that browsers hold, which are bound to nothing.
    assertRefused(verifier.verify(request("context-qsh"), now), Refusal.Reason.MALFORMED);
  }

  private static TestRequest request(String qsh) {
    String token = Jwt.hs256("shared", "{\"iat\":1705314600,\"qsh\":\"" + qsh + "\"}");
    return TestRequest.of("{}", Map.of("Authorization", "JWT " + token));
  }
}
