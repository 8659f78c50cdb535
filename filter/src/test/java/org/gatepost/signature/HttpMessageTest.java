package org.gatepost.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gatepost.signature.Refused.assertRefused;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP Message Signatures (RFC 9421) verify what they cover, and must cover what is required. */
class HttpMessageTest {
  private static final String KEY =
      "uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ==";
  private static final Secret SECRET = Secret.of("current", KEY);
  private static final Instant NOW = Instant.ofEpochSecond(1618884473);
  private static final String URL = "https://example.com/foo?param=Value&Pet=dog";
  private static final String ALL =
      "@method @target-uri @authority @scheme @request-target @path @query content-digest date";

  /** One of {@code message-answers.json}. */
  record Answer(
      String preset,
      String description,
      String secret,
      String publicKey,
      String algorithm,
      String method,
      String url,
      Map<String, String> headers,
      String body,
      long now,
      String expect) {

    UrlRequest request() {
      return new UrlRequest(method, url, headers, body);
    }

    Verification verify(Map<String, String> required) {
      Map<String, String> keys = new HashMap<>(required);
      keys.put("algorithm", algorithm);
      Secret key = Secret.of("current", secret == null ? publicKey : secret);
      return Scheme.of(preset, keys)
          .verifier(List.of(key))
          .verify(request(), Instant.ofEpochSecond(now));
    }

    @Override
    public String toString() {
      return description;
    }
  }

  static Stream<Answer> answers(String preset) throws IOException {
    try (InputStream in =
            HttpMessageTest.class.getResourceAsStream("/org/gatepost/message-answers.json");
        Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      return Stream.of(new Gson().fromJson(reader, Answer[].class))
          .filter(answer -> answer.preset().equals(preset));
    }
  }

  static Stream<Answer> answers() throws IOException {
    return answers("rfc9421");
  }

  @ParameterizedTest
  @MethodSource("answers")
  void answerIsAsKnownWhereNothingIsRequired(Answer known) {
    Verification verification =
        known.verify(Map.of("required-components", "none", "unsigned-body", "true"));

    assertThat(verification)
        .isInstanceOf(known.expect().equals("accept") ? Verified.class : Refusal.class);
  }

  @ParameterizedTest
  @MethodSource("answers")
  void presetRefusesWhatDoesNotCoverTheBody(Answer known) {
    if (!known.headers().get("Signature-Input").contains("content-digest")) {
      assertRefused(known.verify(Map.of()), Refusal.Reason.MISSING);
    }
  }

  private static Scheme scheme(String... keysAndValues) {
    Map<String, String> keys = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      keys.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return Scheme.of("rfc9421", keys);
  }

  private static UrlRequest signed(Scheme scheme) {
    Map<String, String> headers = Map.of("Date", "Tue, 20 Apr 2021 02:07:55 GMT");
    String body = "{\"hello\": \"world\"}";
    return new UrlRequest(
        "POST",
        URL,
        scheme
            .signer(SECRET)
            .sign("POST", URL, body.getBytes(StandardCharsets.UTF_8), NOW, headers),
        body);
  }

  private static Verification verify(Scheme scheme, UrlRequest request) {
    return scheme.verifier(List.of(Sample.OTHER, SECRET)).verify(request, NOW);
  }

  /** A request whose signature is over the base given, so that reader and test are independent. */
  private static UrlRequest over(String parameters, String... lines) {
    StringBuilder base = new StringBuilder();
    for (String line : lines) {
      base.append(line).append('\n');
    }
    base.append("\"@signature-params\": ").append(parameters);
    return new UrlRequest("POST", URL, Map.of(), "")
        .with("Signature-Input", "sig=" + parameters)
        .with("Signature", "sig=:" + Hmac.base64(KEY, base.toString()) + ":");
  }

  private static Scheme lax() {
    return scheme("required-components", "none", "unsigned-body", "true");
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
        "https://example.com?a=/b|example.com|/|?a=/b"
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

  @Test
  void parametersAreSignedAsTheStandardSerializesThem() {
    String canonical = "(\"@method\");created=1618884473;keyid=\"a\\\"b\";x;y=?0;z=1.5";
    UrlRequest request = over(canonical, "\"@method\": POST");

    assertThat(verify(lax(), request)).isInstanceOf(Verified.class);
    assertThat(
            verify(
                lax(),
                request.with(
                    "Signature-Input",
                    "sig=(  \"@method\" ); created=01618884473; keyid=\"a\\\"b\";x=?1;y=?0;z=01.50")))
        .isInstanceOf(Verified.class);
    assertRefused(
        verify(lax(), request.with("Signature-Input", "sig=" + canonical.replace("1.5", "1.6"))),
        Refusal.Reason.MISMATCH);
  }

  @Test
  void anyLabelMayHoldTheSignature() {
    UrlRequest request = signed(scheme());
    String other = "proxy=(\"via\");created=1;alg=\"ed25519\"";

    assertThat(
            verify(
                scheme(),
                request
                    .with("Signature-Input", other + "\n" + request.field("Signature-Input"))
                    .with("Signature", "proxy=:AAAA:, " + request.field("Signature"))))
        .isInstanceOf(Verified.class);
    assertRefused(
        verify(scheme(), request.with("Signature", request.field("Signature").replace("1=", "2="))),
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
  @ValueSource(
      strings = {
        "",
        "sig",
        "sig=1",
        "sig=(\"@method\"",
        "sig=(\"@method\");created=1618884473,",
        "sig=(\"@method\");created=1618884473,sig=()",
        "sig=(\"@method\");created=1618884473;created=1618884473",
        "sig=(\"@method\" \"@method\");created=1618884473",
        "sig=(\"@method\"\"@path\");created=1618884473",
        "sig=(@method);created=1618884473",
        "sig=(method);created=1618884473",
        "sig=(\"Date\");created=1618884473",
        "sig=(\"@status\");created=1618884473",
        "sig=(\"@method\";req);created=1618884473",
        "sig=(\"@query-param\");created=1618884473",
        "sig=(\"x-a\";tr);created=1618884473",
        "sig=(\"x-a\";sf);created=1618884473",
        "sig=(\"@method\");created=\"1618884473\"",
        "sig=(\"@method\");created=1618884473.0",
        "sig=(\"@method\");created=9999999999999999",
        "sig=(\"@method\");created=@1618884473",
        "sig=(\"@method\");created=1618884473;expires=x",
        "sig=(\"@method\");created=1618884473;keyid=\"\u00e4\"",
        "sig=(\"@method\");created=1618884473;keyid=\"a",
        "sig=(\"@method\");created=1618884473;keyid=\"\\a\"",
        "sig=(\"@method\");created=-",
        "sig=(\"@method\");created=1.",
        "Sig=(\"@method\");created=1618884473",
        "sig=(\"@method\");created=1618884473;x=:A:",
        "sig=(\"@method\");created=1618884473\u0000",
      })
  void malformedInputIsRefused(String input) {
    UrlRequest request = over("(\"@method\");created=1618884473", "\"@method\": POST");
    assertThat(verify(lax(), request)).isInstanceOf(Verified.class);

    Verification verification = verify(lax(), request.with("Signature-Input", input));

    assertThat(verification)
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal ->
                assertThat(refusal.reason())
                    .isIn(Refusal.Reason.MALFORMED, Refusal.Reason.MISSING));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sig=", "sig=:AAAA", "sig=\"AAAA\"", "sig=(:AAAA:)", "sig=:AB==:"})
  void malformedSignatureIsRefused(String signature) {
    UrlRequest request = over("();created=1618884473").with("Signature", signature);

    assertThat(verify(lax(), request)).isInstanceOf(Refusal.class);
  }

  @Test
  void absentHeadersAreMissing() {
    UrlRequest request = signed(scheme());

    assertRefused(verify(scheme(), request.without("Signature")), Refusal.Reason.MISSING);
    assertRefused(verify(scheme(), request.without("Signature-Input")), Refusal.Reason.MISSING);
    assertRefused(verify(scheme(), request.without("Content-Digest")), Refusal.Reason.MISSING);
  }

  @Test
  void headerIsOnlyReadWithinBounds() {
    UrlRequest request = over("();created=1618884473");

    assertRefused(
        verify(lax(), request.with("Signature", "a, ".repeat(20_000))), Refusal.Reason.MALFORMED);
    StringBuilder labels = new StringBuilder("l0=:AAAA:");
    for (int i = 1; i <= 64; i++) {
      labels.append(",l").append(i).append("=:AAAA:");
    }
    assertRefused(
        verify(lax(), request.with("Signature", labels.toString())), Refusal.Reason.MALFORMED);
  }

  @Test
  void publicKeyCannotSign() {
    Answer ecdsa = vector("B.3 ecdsa-p256-sha256");

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                scheme("algorithm", "ecdsa-p256-sha256")
                    .signer(Secret.of("current", ecdsa.publicKey())));
  }

  @ParameterizedTest
  @CsvSource({
    "mailchannels,ed25519,Ed25519,Ed25519",
    "rfc9421,rsa-v1_5-sha256,RSA,SHA256withRSA",
    "rfc9421,ecdsa-p256-sha256,EC,SHA256withECDSAinP1363Format"
  })
  void publicKeyVerifies(String preset, String algorithm, String family, String jcaName)
      throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(family);
    if (family.equals("EC")) {
      generator.initialize(256);
    }
    KeyPair pair = generator.generateKeyPair();
    String digest = "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:";
    String parameters = "(\"content-digest\");created=1618884473;alg=\"" + algorithm + "\"";
    Signature signature = Signature.getInstance(jcaName);
    signature.initSign(pair.getPrivate());
    signature.update(
        ("\"content-digest\": " + digest + "\n\"@signature-params\": " + parameters)
            .getBytes(StandardCharsets.US_ASCII));
    byte[] genuine = signature.sign();
    Verifier verifier =
        Scheme.of(preset, Map.of("algorithm", algorithm))
            .verifier(
                List.of(
                    Secret.of(
                        "own", Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()))));
    UrlRequest request =
        new UrlRequest("POST", URL, Map.of(), "")
            .with("Content-Digest", digest)
            .with("Signature-Input", "s=" + parameters);

    assertThat(verifier.verify(request.with("Signature", bytes(genuine)), NOW))
        .isInstanceOf(Verified.class);
    for (int i = 0; i < genuine.length; i++) {
      byte[] changed = genuine.clone();
      changed[i] ^= 1;
      assertRefused(
          verifier.verify(request.with("Signature", bytes(changed)), NOW), Refusal.Reason.MISMATCH);
    }
    assertRefused(
        verifier.verify(request.with("Signature", "s=:AAAA:"), NOW), Refusal.Reason.MISMATCH);
    assertRefused(verifier.verify(request.with("Signature", "s=::"), NOW), Refusal.Reason.MISMATCH);
  }

  private static String bytes(byte[] signature) {
    return "s=:" + Base64.getEncoder().encodeToString(signature) + ":";
  }

  @Test
  void rsaKeyMayBeInItsOwnForm() throws GeneralSecurityException {
    byte[] info = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPublic().getEncoded();
    // SubjectPublicKeyInfo of a key of 2048 bits has 24 bytes before the RSAPublicKey.
    byte[] own = Arrays.copyOfRange(info, 24, info.length);
    String pem =
        "-----BEGIN RSA PUBLIC KEY-----\n"
            + Base64.getEncoder().encodeToString(own)
            + "\n-----END RSA PUBLIC KEY-----";
    SchemeDefinition scheme =
        SchemeReader.read(
            Map.of(
                "algorithm", "RSA-SHA256",
                "signature", "{header:S}",
                "signed-content", "{body}",
                "max-body", "1M"));

    assertThat(PublicKeys.key(scheme, Secret.of("own", pem)).getEncoded()).isEqualTo(info);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> PublicKeys.key(scheme, Secret.of("own", pem.replace(pem.substring(40, 80), ""))));
  }

  private static Answer vector(String description) {
    try {
      return answers().filter(a -> a.description().equals(description)).findFirst().orElseThrow();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
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
        "unsigned-body|true|required-components",
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
  void idInARequiredHeaderIsTheKey() {
    Scheme scheme = scheme("required-components", "content-digest x-id", "id", "{header:X-Id}");
    Map<String, String> headers =
        scheme.signer(SECRET).sign("POST", URL, new byte[0], NOW, Map.of("X-Id", "e1"));

    assertThat(verify(scheme, new UrlRequest("POST", URL, headers, "")))
        .isInstanceOfSatisfying(
            Verified.class, verified -> assertThat(verified.key()).contains("e1"));
  }
}
