package org.gatepost.signature.internal.method.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gatepost.signature.fixture.Refused.assertRefused;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.gatepost.signature.InvalidSchemeException;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.SignedRequest;
import org.gatepost.signature.Verification;
import org.gatepost.signature.Verified;
import org.gatepost.signature.Verifier;
import org.gatepost.signature.fixture.CodedRequest;
import org.gatepost.signature.fixture.UrlRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures of the draft before RFC 9421, as Keygen makes them. */
class DraftCavageTest {
  // Of Keygen's demo account, as in the documentation of its SDK for Go.
  private static final String KEY =
      "e8601e48b69383ba520245fd07971e983d06d22c4257cfd82304601479cee788";
  private static final Map<String, String> IN_HEADERS =
      Map.of("id", "{header:I}", "type", "{header:T}");
  private static final String EMPTY = "SHA-256=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
  private static final String OTHER =
      "26b40b8f93fff3d897112f7ebc582b232dbd72517d082fe83cfb30ddce43d1bb";
  private static final String URL =
      "https://api.keygen.sh/v1/accounts/1fddcec8-8dd3-4d8d-9b16-215cac0f9b52/me";
  private static final String SIGNATURE =
      "keyid=\"1fddcec8-8dd3-4d8d-9b16-215cac0f9b52\", algorithm=\"ed25519\","
          + " signature=\"IiyYX1ah2HFzbcCx+3sv+KJpOppFdMRuZ7NWlnwZMKAf5khj9c4TO4z6fr62BqNX"
          + "lyROOTxZinX8UpXHJHVyAw==\", headers=\"(request-target) host date digest\"";
  private static final Instant NOW = Instant.parse("2022-06-15T18:52:14Z");
  private static final Map<String, String> HEADERS =
      Map.of(
          "Keygen-Signature", SIGNATURE,
          "Host", "api.keygen.sh",
          "Date", "Wed, 15 Jun 2022 18:52:14 GMT",
          "Digest", "sha-256=d4uZ26hjiUNqopuSkYcYwg2aBuNtr4D1/9iDhlvf0H8=");

  private static UrlRequest known() {
    try (InputStream in =
        DraftCavageTest.class.getResourceAsStream("/org/gatepost/keygen-answer.json")) {
      String body = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
      return new UrlRequest("GET", URL, HEADERS, body);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void hostIsThatOfThePublicUrl() {
    for (String host : List.of("api.keygen.sh", "staging.example")) {
      Map<String, String> headers = new HashMap<>(HEADERS);
      headers.put("Host", host.equals("staging.example") ? "api.keygen.sh" : "10.0.0.1");
      String url = URL.replace("api.keygen.sh", host);
      byte[] body = known().body();
      SignedRequest request = new CodedRequest("GET", url, Optional.of(url), headers, body);

      Verifier verifier = Scheme.preset("keygen").verifier(List.of(Secret.of("k", KEY)));
      assertThat(verifier.verify(request, NOW) instanceof Verified)
          .isEqualTo(host.equals("api.keygen.sh"));
    }
  }

  private static Verification verify(UrlRequest request, Instant now) {
    return Scheme.preset("keygen")
        .verifier(List.of(Secret.of("other", OTHER), Secret.of("current", KEY)))
        .verify(request, now);
  }

  private static Verification verify(UrlRequest request) {
    return verify(request, NOW);
  }

  @Test
  void publishedAnswerOfKeygenIsGenuine() {
    assertThat(verify(known()))
        .isInstanceOfSatisfying(
            Verified.class,
            verified -> {
              assertThat(verified.signedAt()).contains(NOW);
              assertThat(verified.key()).contains("218810ed-2ac8-4c26-a725-a6da67500561");
            });
  }

  @Test
  void eachPartIsCovered() {
    assertRefused(verify(known().at("POST", URL)), Refusal.Reason.MISMATCH);
    assertRefused(verify(known().at("GET", URL + "?")), Refusal.Reason.MISMATCH);
    assertRefused(verify(known().with("Host", "example.com")), Refusal.Reason.MISMATCH);
    assertRefused(
        verify(known().with("Date", "Wed, 15 Jun 2022 18:52:15 GMT")), Refusal.Reason.MISMATCH);
    assertRefused(
        verify(known().with("Digest", "sha-256=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")),
        Refusal.Reason.MISMATCH);
    assertRefused(verify(known().withBody("{}")), Refusal.Reason.MISMATCH);
    assertRefused(verify(known().without("Host")), Refusal.Reason.MISSING);
    assertRefused(verify(known().without("Digest")), Refusal.Reason.MISSING);
    assertRefused(verify(known().without("Keygen-Signature")), Refusal.Reason.MISSING);
  }

  @ParameterizedTest
  @CsvSource({"-301,false", "-300,true", "300,true", "301,false"})
  void dateIsTheSignedTime(int seconds, boolean fresh) {
    assertThat(verify(known(), NOW.plusSeconds(seconds)))
        .isInstanceOf(fresh ? Verified.class : Refusal.class);
  }

  @ParameterizedTest
  @CsvSource({
    "ed25519,hs2019,true",
    "ed25519,rsa-sha256,false",
    "host date digest,host digest date,false",
    "host date digest,host date,false",
    "host date digest,host date digest host,false",
    "host date digest,host date digest Host,false",
    "host date digest,host date digest (created),false",
    "' signature=',' signature=x',false",
    "'=\", headers','\", headers',false",
    "',','',false",
    "'digest\"','digest',false",
    "'digest\"','digest\",keyid=\"1\"',false",
    "keyid,k,true",
  })
  void headerIsReadStrictly(String from, String to, boolean genuine) {
    assertThat(SIGNATURE).contains(from);
    UrlRequest request = known().with("Keygen-Signature", SIGNATURE.replace(from, to));

    assertThat(verify(request)).isInstanceOf(genuine ? Verified.class : Refusal.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",", "a", "a=b", "a=\"b", "signature=\"\"", "headers=\"\"", "\u00e4"})
  void malformedInputIsRefused(String header) {
    assertRefused(verify(known().with("Keygen-Signature", header)));
    assertRefused(verify(known().with("Keygen-Signature", "x=\"\",".repeat(10_000))));
  }

  @Test
  void bodyNeedsASecureDigest() throws GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();

    assertThat(verifyOwn(pair, EMPTY)).isInstanceOf(Verified.class);
    assertRefused(verifyOwn(pair, "MD5=1B2M2Y8AsgTpgAmY7PhCfg=="), Refusal.Reason.MISSING);
    assertRefused(verifyOwn(pair, "SHA-256=x"), Refusal.Reason.MALFORMED);
    assertRefused(
        verifyOwn(pair, "SHA-256=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=, SHA-512=AAAA"),
        Refusal.Reason.MISMATCH);
    assertRefused(verifyOwn(pair, "=, ,"), Refusal.Reason.MISSING);
  }

  @Test
  void whatIsRequiredIsCovered() throws GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    Scheme lax = Scheme.of("keygen", Map.of("required-components", "digest"));

    for (String names :
        List.of("host date digest", "(request-target) date digest", "(request-target) host date")) {
      assertRefused(verifyOwn(Scheme.preset("keygen"), pair, EMPTY, names), Refusal.Reason.MISSING);
    }
    assertThat(verifyOwn(lax, pair, EMPTY, "date digest")).isInstanceOf(Verified.class);
    assertRefused(verifyOwn(lax, pair, EMPTY, "digest"), Refusal.Reason.MISSING);
  }

  private static Verification verifyOwn(KeyPair pair, String digest)
      throws GeneralSecurityException {
    return verifyOwn(Scheme.preset("keygen"), pair, digest, "(request-target) host date digest");
  }

  /** Verifies a request with an empty body that is signed with the key. */
  private static Verification verifyOwn(Scheme scheme, KeyPair pair, String digest, String names)
      throws GeneralSecurityException {
    Map<String, String> values =
        Map.of(
            "(request-target)",
            "post /hook?a=b",
            "host",
            "example.com",
            "date",
            HEADERS.get("Date"),
            "digest",
            digest);
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(pair.getPrivate());
    signature.update(
        Arrays.stream(names.split(" "))
            .map(name -> name + ": " + values.get(name))
            .collect(Collectors.joining("\n"))
            .getBytes(StandardCharsets.US_ASCII));
    String header =
        "signature=\""
            + Base64.getEncoder().encodeToString(signature.sign())
            + "\",headers=\""
            + names
            + "\"";
    String pem =
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getEncoder().encodeToString(pair.getPublic().getEncoded())
            + "\n-----END PUBLIC KEY-----";
    return scheme
        .verifier(List.of(Secret.of("own", pem)))
        .verify(
            new UrlRequest("POST", "https://example.com/hook?a=b", values, "")
                .with("Keygen-Signature", header),
            NOW);
  }

  @Test
  void keyWithoutAnIdIsOfWhatIsRequiredLessTheDate() throws GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    Verified all =
        (Verified)
            verifyOwn(
                Scheme.of("keygen", IN_HEADERS), pair, EMPTY, "(request-target) host date digest");
    Verified otherOrder =
        (Verified)
            verifyOwn(
                Scheme.of("keygen", IN_HEADERS), pair, EMPTY, "date digest host (request-target)");
    Verified less =
        (Verified)
            verifyOwn(
                Scheme.of(
                    "keygen",
                    Map.of(
                        "required-components",
                        "digest host",
                        "id",
                        "{header:I}",
                        "type",
                        "{header:T}")),
                pair,
                EMPTY,
                "date digest host");

    assertThat(all.key()).isEqualTo(otherOrder.key()).isNotEqualTo(less.key());
  }

  @Test
  void publicKeyCannotSign() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Scheme.preset("keygen").signer(Secret.of("current", KEY)));
  }

  @ParameterizedTest
  @CsvSource({
    "required-components,host date",
    "required-components,digest @method",
    "signed-content,{body}",
    "algorithm,HMAC-SHA256"
  })
  void schemeBreaksARule(String key, String value) {
    assertThatThrownBy(() -> Scheme.of("keygen", Map.of(key, value)))
        .isInstanceOf(InvalidSchemeException.class)
        .hasMessageContaining(key);
  }
}
