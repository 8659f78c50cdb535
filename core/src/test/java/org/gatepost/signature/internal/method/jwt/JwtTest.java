package org.gatepost.signature.internal.method.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gatepost.signature.fixture.Refused.assertRefused;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.gatepost.signature.InvalidSchemeException;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.SecretText;
import org.gatepost.signature.Verification;
import org.gatepost.signature.Verified;
import org.gatepost.signature.Verifier;
import org.gatepost.signature.fixture.Jwt;
import org.gatepost.signature.fixture.PublicKeySender;
import org.gatepost.signature.fixture.TestRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A token is believed in what its signature covers, and the request in what the token binds. */
class JwtTest {
  private static final Instant NOW = Instant.parse("2024-01-15T10:30:00Z");
  private static final long TIME = 1705314600;
  private static final String SECRET = "your-256-bit-secret";
  private static final String BODY = "{\"id\":\"dep_1\",\"state\":\"ready\"}";
  private static final String CLAIMS =
      "{\"iss\":\"netlify\",\"sha256\":\"" + Jwt.sha256Hex(BODY) + "\"}";

  @Test
  void tokenThatBindsTheBodyIsAccepted() {
    Verified verified = verified("netlify", Jwt.hs256(SECRET, CLAIMS), BODY);

    assertThat(verified.type()).isEqualTo("ready");
    assertThat(verified.id()).contains("dep_1");
    assertThat(verified.key()).contains("sha256:" + Jwt.sha256Hex(BODY));
    assertThat(verified.signedAt()).isEmpty();
  }

  @Test
  void exampleOfRfc7515IsVerified() {
    // Appendix A.1.1: line breaks within the header and the claims are part of what is signed.
    String token =
        "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9"
            + ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
            + ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    String key =
        "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow";
    Scheme scheme =
        Scheme.of(
            "kinde",
            Map.of(
                "algorithm",
                "HMAC-SHA256",
                "secret-encoding",
                "base64url",
                "type",
                "{claim:/iss}"));
    Verifier verifier = scheme.verifier(List.of(Secret.of("rfc", key)));
    TestRequest request = TestRequest.of(token, Map.of());

    assertThat(verifier.verify(request, Instant.ofEpochSecond(1300819379)))
        .isInstanceOfSatisfying(Verified.class, v -> assertThat(v.type()).isEqualTo("joe"));
    assertRefused(
        verifier.verify(request, Instant.ofEpochSecond(1300819380)), Refusal.Reason.STALE);
  }

  @Test
  void everyFlippedBitOfBodyAndTokenIsRefused() {
    String token = Jwt.hs256(SECRET, CLAIMS);
    for (int bit = 0; bit < 8 * BODY.length(); bit++) {
      byte[] body = Jwt.utf8(BODY);
      body[bit / 8] ^= (byte) (1 << bit % 8);
      assertRefused(verify("netlify", TestRequest.of(body, Map.of("X-Webhook-Signature", token))));
    }
    for (int bit = 0; bit < 8 * token.length(); bit++) {
      byte[] bytes = Jwt.utf8(token);
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
      String flipped = new String(bytes, StandardCharsets.ISO_8859_1);
      assertRefused(
          verify("netlify", TestRequest.of(BODY, Map.of("X-Webhook-Signature", flipped))));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\":\"none\"}",
        "{\"alg\":\"hs256\"}",
        "{\"alg\":\"HS384\"}",
        "{\"alg\":\"RS256\"}",
        "{\"typ\":\"JWT\"}",
        "{\"alg\":[\"HS256\"]}",
        "{\"alg\":\"HS256\",\"alg\":\"HS256\"}",
        "{\"alg\":\"HS256\",\"crit\":[\"b64\"],\"b64\":false}",
        "{\"alg\":\"HS256\",\"crit\":\"x\"}",
        "{\"alg\":\"HS256\",\"crit\":[]}",
        "{\"alg\":\"HS256\",\"crit\":[{}]}",
        "{\"alg\":\"HS256\",\"crit\":{}}",
        "{\"alg\":\"HS256\",\"crit\":null}",
        "{\"alg\":\"HS256\",\"b64\":false}",
        "{\"alg\":\"HS256\"",
        "HS256"
      })
  void headerDoesNotChooseHowItIsVerified(String header) {
    assertRefused(
        verify("netlify", request(Jwt.hs256(header, SECRET, CLAIMS))), Refusal.Reason.MALFORMED);
  }

  @Test
  void publicKeyDoesNotPassForASharedSecret() {
    KeyPair keys = Jwt.rsaKeys();
    Secret pem = Jwt.pem(keys);
    Scheme scheme = Scheme.of("netlify", Map.of("algorithm", "RSA-SHA256"));

    assertRefused(
        scheme.verifier(List.of(pem)).verify(request(Jwt.hs256(SecretText.of(pem), CLAIMS)), NOW),
        Refusal.Reason.MALFORMED);
  }

  @Test
  void publicKeyIsNotTakenForASharedSecret() {
    Secret pem = Jwt.pem(Jwt.rsaKeys());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Scheme.preset("netlify").verifier(List.of(pem)))
        .withMessageContaining("secret [pem] must not be a public key");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"kid\":\"https://attacker.example/key\"",
        "\"typ\":\"other\"",
        "\"jku\":\"https://attacker.example/jwks.json\"",
        "\"jwk\":{\"kty\":\"oct\",\"k\":\"YXR0YWNrZXI\"}",
        "\"x5u\":\"https://attacker.example/x5u\""
      })
  void headerChoosesNoKey(String more) {
    String header = "{\"alg\":\"HS256\"," + more + "}";

    assertThat(verify("netlify", request(Jwt.hs256(header, SECRET, CLAIMS))))
        .isInstanceOf(Verified.class);
    assertRefused(
        verify("netlify", request(Jwt.hs256(header, "attacker", CLAIMS))), Refusal.Reason.MISMATCH);
  }

  @Test
  void unsignedTokenIsRefused() {
    String token = Jwt.hs256("{\"alg\":\"none\"}", SECRET, CLAIMS);

    assertRefused(
        verify("netlify", request(token.substring(0, token.lastIndexOf('.') + 1))),
        Refusal.Reason.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x", "a.b", "a.b.c.d", "..", ".b.c", "a..c", "YQ==.YQ.YQ", "YR.YQ.YQ", "+A.YQ.YQ"})
  void whatIsNoTokenIsMalformed(String token) {
    assertRefused(verify("netlify", request(token)), Refusal.Reason.MALFORMED);
  }

  @Test
  void lengthOfATokenIsBounded() {
    String fit = Jwt.hs256(SECRET, padded(CLAIMS, 12_000));
    String over = Jwt.hs256(SECRET, padded(CLAIMS, 12_400));

    assertThat(fit.length()).isLessThanOrEqualTo(JsonWebToken.MAX_LENGTH);
    assertThat(verify("netlify", request(fit))).isInstanceOf(Verified.class);
    assertThat(over.length()).isGreaterThan(JsonWebToken.MAX_LENGTH);
    assertRefused(verify("netlify", request(over)), Refusal.Reason.MALFORMED);
  }

  @Test
  void tokenOrHashThatIsNotThereIsMissing() {
    assertRefused(verify("netlify", TestRequest.of(BODY, Map.of())), Refusal.Reason.MISSING);
    assertRefused(
        verify("netlify", request(Jwt.hs256(SECRET, "{\"iss\":\"netlify\"}"))),
        Refusal.Reason.MISSING);
  }

  @Test
  void hashOfAnotherBodyOrInAnotherFormIsRefused() {
    String hash = Jwt.sha256Hex(BODY);

    assertRefused(hashed(Jwt.sha256Hex("other")), Refusal.Reason.MISMATCH);
    assertRefused(hashed(hash.substring(2)), Refusal.Reason.MISMATCH);
    assertRefused(hashed("z" + hash.substring(1)), Refusal.Reason.MALFORMED);
    assertRefused(
        verify(
            "netlify",
            request(
                Jwt.hs256(
                    SECRET,
                    "{\"iss\":\"netlify\",\"sha256\":\""
                        + hash
                        + "\",\"sha256\":\""
                        + hash
                        + "\"}"))),
        Refusal.Reason.MALFORMED);
  }

  @Test
  void otherIssuerIsRefused() {
    assertRefused(
        verify("netlify", request(Jwt.hs256(SECRET, CLAIMS.replace("netlify", "other")))),
        Refusal.Reason.MALFORMED);
  }

  @Test
  void eachOfSeveralSecretsIsTried() {
    TestRequest request = request(Jwt.hs256(SECRET, CLAIMS));
    Verifier verifier =
        Scheme.preset("netlify")
            .verifier(List.of(Secret.of("new", "new"), Secret.of("old", SECRET)));

    assertThat(verifier.verify(request, NOW))
        .isInstanceOfSatisfying(Verified.class, v -> assertThat(v.secretLabel()).isEqualTo("old"));
    assertRefused(
        Scheme.preset("netlify").verifier(List.of(Secret.of("new", "new"))).verify(request, NOW),
        Refusal.Reason.MISMATCH);
  }

  @ParameterizedTest
  @CsvSource({
    "RSA_SHA256,RS256,SHA256withRSA",
    "ECDSA_P256_SHA256,ES256,SHA256withECDSAinP1363Format",
    "ED25519,EdDSA,Ed25519"
  })
  void publicKeysVerifyWhatTheirPrivateKeysSigned(
      PublicKeySender sender, String alg, String jcaName) {
    KeyPair keys = sender.pair().keys();
    String algorithm = sender.name().replace('_', '-');
    Verifier verifier =
        Scheme.of("netlify", Map.of("algorithm", algorithm)).verifier(List.of(Jwt.pem(keys)));
    String token = Jwt.signed(alg, jcaName, keys.getPrivate(), CLAIMS);
    String other = Jwt.signed(alg, jcaName, sender.pair(1).keys().getPrivate(), CLAIMS);

    assertThat(verifier.verify(request(token), NOW)).isInstanceOf(Verified.class);
    assertRefused(verifier.verify(request(other), NOW), Refusal.Reason.MISMATCH);
    assertRefused(verifier.verify(request(token.substring(0, token.length() - 4)), NOW));
  }

  @Test
  void exampleOfRfc7515VerifiesWithItsJsonWebKey() {
    // Appendix A.3.
    String token =
        "eyJhbGciOiJFUzI1NiJ9"
            + ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
            + ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
    String key =
        "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\","
            + "\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}";
    Scheme scheme = Scheme.of("kinde", Map.of("algorithm", "ECDSA-P256-SHA256"));
    Verifier verifier = scheme.verifier(List.of(Secret.of("rfc", key)));

    assertThat(verifier.verify(TestRequest.of(token, Map.of()), Instant.ofEpochSecond(1300819379)))
        .isInstanceOf(Verified.class);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> scheme.verifier(List.of(Secret.of("p384", key.replace("256", "384")))));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Scheme.preset("kinde").verifier(List.of(Secret.of("not RSA", key))));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> scheme.verifier(List.of(Secret.of("off", key.replace("f83O", "f83P")))));
  }

  @Test
  void rsaKeyMayBeAJsonWebKey() {
    KeyPair keys = Jwt.rsaKeys();
    RSAPublicKey rsa = (RSAPublicKey) keys.getPublic();
    String jwk =
        "{\"kty\":\"RSA\",\"e\":\"AQAB\",\"n\":\""
            + Jwt.part(rsa.getModulus().toByteArray())
            + "\"}";
    String token = Jwt.signed("RS256", "SHA256withRSA", keys.getPrivate(), "{\"type\":\"x\"}");

    assertThat(
            Scheme.preset("kinde")
                .verifier(List.of(Secret.of("jwk", jwk)))
                .verify(TestRequest.of(token, Map.of()), NOW))
        .isInstanceOf(Verified.class);
  }

  @Test
  void edwardsKeyMayBeAJsonWebKey() {
    KeyPair keys = Jwt.keys("Ed25519", 0);
    byte[] encoded = keys.getPublic().getEncoded();
    String x = Jwt.part(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    String jwk = "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + x + "\"}";
    Scheme scheme = Scheme.of("kinde", Map.of("algorithm", "ED25519"));
    String token = Jwt.signed("EdDSA", "Ed25519", keys.getPrivate(), "{\"type\":\"x\"}");

    assertThat(
            scheme
                .verifier(List.of(Secret.of("jwk", jwk)))
                .verify(TestRequest.of(token, Map.of()), NOW))
        .isInstanceOf(Verified.class);
    for (String other :
        List.of(jwk.replace(x, "AAAA"), jwk.replace("OKP", "oct"), jwk.replace("\"x\"", "\"y\""))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> scheme.verifier(List.of(Secret.of("other", other))));
    }
  }

  @Test
  void idInAnUnsignedBodyIsNoKey() {
    assertThatThrownBy(() -> Scheme.of("monday", Map.of("key", "id")))
        .isInstanceOf(InvalidSchemeException.class)
        .hasMessageContaining("does not cover the id");
  }

  @Test
  void ellipticSignatureInDerOrOfZerosIsRefused() {
    KeyPair keys = Jwt.keys("EC", 256);
    Verifier verifier =
        Scheme.of("netlify", Map.of("algorithm", "ECDSA-P256-SHA256"))
            .verifier(List.of(Jwt.pem(keys)));
    String der = Jwt.signed("ES256", "SHA256withECDSA", keys.getPrivate(), CLAIMS);
    String zeros = Jwt.signed("{\"alg\":\"ES256\"}", CLAIMS, content -> new byte[64]);

    assertRefused(verifier.verify(request(der), NOW), Refusal.Reason.MISMATCH);
    assertRefused(verifier.verify(request(zeros), NOW), Refusal.Reason.MISMATCH);
  }

  @ParameterizedTest
  @CsvSource({
    "exp,-1,STALE",
    "exp,0,STALE",
    "exp,1,",
    "nbf,-1,",
    "nbf,0,",
    "nbf,1,FUTURE",
  })
  void tokenHoldsFromNotBeforeUntilItExpires(String claim, long seconds, Refusal.Reason reason) {
    String claims = CLAIMS.replace("}", ",\"" + claim + "\":" + (TIME + seconds) + "}");
    assertOutcome(verify("netlify", request(Jwt.hs256(SECRET, claims))), reason);
  }

  @ParameterizedTest
  @CsvSource({
    "exp,-61,STALE",
    "exp,-60,STALE",
    "exp,-59,",
    "nbf,59,",
    "nbf,60,",
    "nbf,61,FUTURE",
  })
  void leewayWidensBothEnds(String claim, long seconds, Refusal.Reason reason) {
    String claims = CLAIMS.replace("}", ",\"" + claim + "\":" + (TIME + seconds) + ".5}");
    Verifier verifier =
        Scheme.of("netlify", Map.of("leeway", "PT1M"))
            .verifier(List.of(Secret.of("current", SECRET)));
    assertOutcome(verifier.verify(request(Jwt.hs256(SECRET, claims)), NOW), reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"soon\"", "\"\"", "null", "{}", "-1", "1e9", "true", "99999999999999999999"})
  void timeThatIsNoCountOfSecondsIsMalformed(String time) {
    String claims = CLAIMS.replace("}", ",\"exp\":" + time + "}");
    assertRefused(verify("netlify", request(Jwt.hs256(SECRET, claims))), Refusal.Reason.MALFORMED);
  }

  @ParameterizedTest
  @CsvSource({"-301,STALE", "-300,", "300,", "301,FUTURE"})
  void issuedAtIsTheSignedTimeOfVonage(long seconds, Refusal.Reason reason) {
    String token =
        Jwt.hs256(
            SECRET,
            "{\"iat\":" + (TIME + seconds) + ",\"payload_hash\":\"" + Jwt.sha256Hex(BODY) + "\"}");
    assertOutcome(
        verify("vonage", TestRequest.of(BODY, Map.of("Authorization", "bearer " + token))), reason);
  }

  @Test
  void tokenWithoutItsPrefixIsRefusedWhereItIsNotOptional() {
    String token =
        Jwt.hs256(
            SECRET, "{\"iat\":" + TIME + ",\"payload_hash\":\"" + Jwt.sha256Hex(BODY) + "\"}");

    assertRefused(
        verify("vonage", TestRequest.of(BODY, Map.of("Authorization", token))),
        Refusal.Reason.MALFORMED);
    assertRefused(
        verify("vonage", TestRequest.of(BODY, Map.of("Authorization", "Basic " + token))),
        Refusal.Reason.MALFORMED);
  }

  @Test
  void requestWithoutABodyIsToldByItsToken() {
    String token = Jwt.hs256(SECRET, "{\"iat\":" + TIME + ",\"jti\":\"1\"}");
    TestRequest request = TestRequest.of("", Map.of("Authorization", "Bearer " + token));
    String key = "sha256:" + Jwt.sha256Hex(token.substring(0, token.lastIndexOf('.')));

    assertThat(verify("vonage", request))
        .isInstanceOfSatisfying(Verified.class, v -> assertThat(v.key()).contains(key));
    assertRefused(verify("vonage", request.withBody(Jwt.utf8("x"))), Refusal.Reason.MISSING);
  }

  @Test
  void messagebirdBindsTheUrlAndOmitsTheHashOfNoBody() {
    String url = TestRequest.of("", Map.of()).url();
    String common =
        "{\"iss\":\"MessageBird\",\"nbf\":" + TIME + ",\"exp\":" + (TIME + 60) + ",\"url_hash\":\"";
    String bound = common + Jwt.sha256Hex(url) + "\"}";
    String whole = bound.replace("}", ",\"payload_hash\":\"" + Jwt.sha256Hex(BODY) + "\"}");

    assertThat(messagebird(bound, "")).isInstanceOf(Verified.class);
    assertThat(messagebird(whole, BODY)).isInstanceOf(Verified.class);
    assertThat(messagebird(bound, ""))
        .isInstanceOfSatisfying(
            Verified.class,
            v ->
                assertThat(v.key())
                    .isEqualTo(((Verified) messagebird(bound, "")).key())
                    .isNotEqualTo(((Verified) messagebird(whole, BODY)).key()));
    assertRefused(messagebird(bound, BODY), Refusal.Reason.MISSING);
    assertRefused(messagebird(whole, ""), Refusal.Reason.MISMATCH);
    assertRefused(
        messagebird(common + Jwt.sha256Hex(url + "&x=1") + "\"}", ""), Refusal.Reason.MISMATCH);
    assertRefused(messagebird("{\"iss\":\"MessageBird\"}", ""), Refusal.Reason.MISSING);
  }

  @Test
  void fusionauthWritesTheHashInBase64() {
    String body = "{\"event\":{\"id\":\"e1\",\"type\":\"user.create\"}}";
    String hash = Base64.getEncoder().encodeToString(Jwt.sha256(body));
    String token = Jwt.hs256(SECRET, "{\"request_body_sha256\":\"" + hash + "\"}");
    Verification verification =
        verify("fusionauth", TestRequest.of(body, Map.of("X-FusionAuth-Signature-JWT", token)));

    assertThat(verification)
        .isInstanceOfSatisfying(
            Verified.class,
            verified -> {
              assertThat(verified.key()).contains("e1");
              assertThat(verified.type()).isEqualTo("user.create");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "'\"https://example.com/webhooks?source=test\"',true",
    "'[\"x\",\"https://example.com/webhooks?source=test\"]',true",
    "'\"https://example.com/webhooks\"',false",
    "'[]',false",
    "'null',false",
    "'{\"0\":\"https://example.com\"}',false"
  })
  void mondayTokenIsForTheEndpoint(String audience, boolean accepted) {
    String token =
        Jwt.hs256(
            SECRET, "{\"aud\":" + audience + ",\"iat\":" + TIME + ",\"exp\":" + (TIME + 9) + "}");
    Verification verification =
        verify("monday", TestRequest.of(BODY, Map.of("Authorization", token)));

    assertThat(verification instanceof Verified).isEqualTo(accepted);
  }

  @Test
  void kindeSendsTheTokenAsBody() {
    KeyPair keys = Jwt.rsaKeys();
    String token =
        Jwt.signed(
            "RS256",
            "SHA256withRSA",
            keys.getPrivate(),
            "{\"event_id\":\"event_1\",\"type\":\"user.created\"}");

    assertThat(
            Scheme.preset("kinde")
                .verifier(List.of(Jwt.pem(keys)))
                .verify(TestRequest.of(token, Map.of()), NOW))
        .isInstanceOfSatisfying(
            Verified.class,
            verified -> {
              assertThat(verified.type()).isEqualTo("user.created");
              assertThat(verified.key()).contains("event_1");
            });
  }

  @Test
  void constantContactSignsTheBodyBesideTheToken() {
    KeyPair keys = Jwt.rsaKeys();
    Verifier verifier = Scheme.preset("constant-contact").verifier(List.of(Jwt.pem(keys)));
    String rest = ",\"b64\":false,\"crit\":[\"b64\"]}";
    String header = "{\"alg\":\"RS256\",\"ts\":" + TIME + rest;
    TestRequest genuine = detached(keys, header, "");

    assertThat(verifier.verify(genuine, NOW))
        .isInstanceOfSatisfying(Verified.class, v -> assertThat(v.signedAt()).contains(NOW));
    assertRefused(verifier.verify(genuine.withBody(Jwt.utf8("{}")), NOW), Refusal.Reason.MISMATCH);
    assertRefused(verifier.verify(genuine, NOW.plusSeconds(301)), Refusal.Reason.STALE);
    assertRefused(verifier.verify(detached(keys, header, "YQ"), NOW), Refusal.Reason.MALFORMED);
    for (String other :
        List.of(
            "}",
            ",\"b64\":true,\"crit\":[\"b64\"]}",
            ",\"b64\":false}",
            ",\"b64\":false,\"crit\":[\"b64\",\"exp\"]}",
            ",\"b64\":false,\"crit\":[\"b64\",null]}",
            ",\"b64\":true,\"b64\":false,\"crit\":[\"b64\"]}",
            ",\"b64\":false,\"crit\":[\"exp\"],\"crit\":[\"b64\"]}",
            ",\"b64\":false,\"crit\":[\"exp\"]}")) {
      assertRefused(
          verifier.verify(detached(keys, header.replace(rest, other), ""), NOW),
          Refusal.Reason.MALFORMED);
    }
    assertRefused(
        verifier.verify(detached(keys, "{\"alg\":\"RS256\"" + rest, ""), NOW),
        Refusal.Reason.MISSING);
  }

  private static TestRequest detached(KeyPair keys, String header, String payload) {
    String first = Jwt.part(Jwt.utf8(header)) + ".";
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(keys.getPrivate());
      signature.update(Jwt.utf8(first + BODY));
      String token = first + payload + "." + Jwt.part(signature.sign());
      return TestRequest.of(BODY, Map.of("X-CTCT-WEBHOOK-SIG", token));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void plaidSignsWithAnEllipticKey() {
    KeyPair keys = Jwt.keys("EC", 256);
    String body = "{\"webhook_type\":\"ITEM\",\"webhook_code\":\"ERROR\"}";
    String claims =
        "{\"iat\":" + TIME + ",\"request_body_sha256\":\"" + Jwt.sha256Hex(body) + "\"}";
    String token = Jwt.signed("ES256", "SHA256withECDSAinP1363Format", keys.getPrivate(), claims);

    assertThat(
            Scheme.preset("plaid")
                .verifier(List.of(Jwt.pem(keys)))
                .verify(TestRequest.of(body, Map.of("Plaid-Verification", token)), NOW))
        .isInstanceOfSatisfying(Verified.class, v -> assertThat(v.type()).isEqualTo("ITEM.ERROR"));
  }

  @ParameterizedTest
  @CsvSource({
    "netlify,X-Webhook-Signature",
    "vonage,Authorization",
    "messagebird,MessageBird-Signature-JWT",
    "fusionauth,X-FusionAuth-Signature-JWT",
    "monday,Authorization",
    "atlassian-connect,Authorization"
  })
  void whatTheSignerMakesTheVerifierAccepts(String preset, String header) {
    Scheme scheme = Scheme.preset(preset);
    Secret secret = Secret.of("test", "se\"cret");
    byte[] body = Jwt.utf8(BODY);
    String url = TestRequest.of("", Map.of()).url();
    Map<String, String> headers =
        scheme.signer(secret).sign("POST", url, body, NOW, Map.of("X-Other", "1"));

    assertThat(headers).containsOnlyKeys("X-Other", header);
    assertThat(scheme.verifier(List.of(secret)).verify(TestRequest.of(body, headers), NOW))
        .isInstanceOf(Verified.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"plaid", "kinde"})
  void publicKeyCannotSign(String preset) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Scheme.preset(preset).signer(Secret.of("test", "any")));
  }

  @ParameterizedTest
  @CsvSource({
    "body-hash,{json:/hash},must be a claim",
    "body-hash-encoding,text,'must be hex, base64 or base64url'",
    "algorithm,RSA-SHA1,must be one of",
    "algorithm,TOKEN,must be one of",
    "encoding,hex,must be left out",
    "signature-format,list,must be left out",
    "unsigned-body,true,must be given",
    "time,{header:Date},only if it is in what is signed",
    "signed-content,{body},must be left out",
    "leeway,PT25H,must be an ISO-8601 duration",
    "signature,{claim:/x},must be places",
    "signed-by,template,must be"
  })
  void keysOfATokenAreChecked(String key, String value, String rule) {
    assertThatThrownBy(() -> Scheme.of("netlify", Map.of(key, value)))
        .isInstanceOf(InvalidSchemeException.class)
        .hasMessageContaining(rule);
  }

  @Test
  void claimsAreOfTokensOnly() {
    assertThatThrownBy(() -> Scheme.of("github", Map.of("type", "{claim:/type}")))
        .isInstanceOf(InvalidSchemeException.class)
        .hasMessageContaining("must be jwt, because of {claim:...}");
    assertThatThrownBy(() -> Scheme.of("github", Map.of("signature", "{body}")))
        .isInstanceOf(InvalidSchemeException.class)
        .hasMessageContaining("must be places");
    assertThatThrownBy(() -> Scheme.of("github", Map.of("audience", "x")))
        .isInstanceOf(InvalidSchemeException.class)
        .hasMessageContaining("must be left out where signed-by is template");
  }

  @Test
  void audienceMayBeAnythingOfTheRequest() {
    Verifier verifier =
        Scheme.of("netlify", Map.of("audience", "{json:/state}"))
            .verifier(List.of(Secret.of("current", SECRET)));
    String claims = CLAIMS.replace("}", ",\"aud\":\"ready\"}");

    assertThat(verifier.verify(request(Jwt.hs256(SECRET, claims)), NOW))
        .isInstanceOf(Verified.class);
    assertRefused(
        verifier.verify(request(Jwt.hs256(SECRET, claims.replace("ready", "other"))), NOW),
        Refusal.Reason.MISMATCH);
  }

  @Test
  void tokenThatDoesNotBindTheBodyMustSaySo() {
    assertThatThrownBy(() -> Scheme.of("monday", Map.of("unsigned-body", "false")))
        .isInstanceOf(InvalidSchemeException.class)
        .hasMessageContaining("unsigned-body must say");
  }

  private static void assertOutcome(Verification verification, Refusal.Reason reason) {
    if (reason == null) {
      assertThat(verification).isInstanceOf(Verified.class);
    } else {
      assertRefused(verification, reason);
    }
  }

  private static String padded(String claims, int length) {
    return claims.replace("}", ",\"p\":\"" + "x".repeat(length - claims.length()) + "\"}");
  }

  private static Verification hashed(String hash) {
    return verify(
        "netlify", request(Jwt.hs256(SECRET, "{\"iss\":\"netlify\",\"sha256\":\"" + hash + "\"}")));
  }

  private static Verification messagebird(String claims, String body) {
    return verify(
        "messagebird",
        TestRequest.of(body, Map.of("MessageBird-Signature-JWT", Jwt.hs256(SECRET, claims))));
  }

  private static TestRequest request(String token) {
    return TestRequest.of(BODY, Map.of("X-Webhook-Signature", token));
  }

  private static Verification verify(String preset, TestRequest request) {
    return Scheme.preset(preset)
        .verifier(List.of(Secret.of("current", SECRET)))
        .verify(request, NOW);
  }

  private static Verified verified(String preset, String token, String body) {
    Verification verification =
        verify(preset, TestRequest.of(body, Map.of("X-Webhook-Signature", token)));
    assertThat(verification).isInstanceOf(Verified.class);
    return (Verified) verification;
  }
}
