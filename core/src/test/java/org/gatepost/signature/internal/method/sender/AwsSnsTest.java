package org.gatepost.signature.internal.method.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gatepost.signature.fixture.Refused.assertRefused;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.gatepost.signature.Handshake;
import org.gatepost.signature.InvalidSchemeException;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.Verification;
import org.gatepost.signature.Verified;
import org.gatepost.signature.Verifier;
import org.gatepost.signature.fixture.Jwt;
import org.gatepost.signature.fixture.TestRequest;
import org.gatepost.signature.internal.Definitions;
import org.gatepost.signature.internal.format.RefusedException;
import org.gatepost.signature.internal.key.Certificates;
import org.gatepost.signature.internal.key.FetchedCertificates;
import org.gatepost.signature.internal.method.Authentication;
import org.gatepost.signature.internal.scheme.SchemeDefinition;
import org.gatepost.signature.internal.scheme.Values;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that SNS really sent, and forgeries of them. */
public class AwsSnsTest {
  private static final String SUBSCRIBE_URL =
      "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription";

  private static final Instant NOW = Instant.ofEpochSecond(1773000000);
  private static final String TOPIC = "arn:aws:sns:us-west-2:131990247566:dongie-standard-topic";
  private static final KeyPair KEYS = Jwt.rsaKeys();
  private static final String URL =
      "https://sns.us-west-2.amazonaws.com/SimpleNotificationService-7506a1e35b36ef5a444dd1a8e7cc3ed8.pem";

  @ParameterizedTest
  @ValueSource(strings = {"version-2", "subject", "no-subject"})
  void messageOfSnsIsAccepted(String message) {
    assertThat(verify(text(message + ".json")))
        .isInstanceOfSatisfying(
            Verified.class,
            verified -> {
              assertThat(verified.type()).isEqualTo("Notification");
              assertThat(verified.signedAt().orElseThrow()).isBefore(NOW);
              assertThat(verified.key()).isEqualTo(verified.id()).isPresent();
            });
  }

  @Test
  void injectedRemovedOrChangedSubjectIsRefused() {
    assertRefused(
        verify(
            text("no-subject.json")
                .replace("\"Message\" :", "\"Subject\" : \"x\",\n  \"Message\" :")),
        Refusal.Reason.MISMATCH);
    assertRefused(
        verify(text("subject.json").replace("\"Subject\"", "\"Object\"")), Refusal.Reason.MISMATCH);
    assertRefused(
        verify(text("no-subject.json").replace("\"Message\" :", "\"Subject\":\"\",\"Message\" :")),
        Refusal.Reason.MISMATCH);
    assertThat(
            verify(
                text("no-subject.json").replace("\"Message\" :", "\"Subject\":null,\"Message\" :")))
        .isInstanceOf(Verified.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://sns.us-west-2.amazonaws.com.evil.example/a.pem",
        "https://evil.example/sns.us-west-2.amazonaws.com/a.pem",
        "https://sns.us-west-2.amazonaws.com@evil.example/a.pem",
        "https://evil@sns.us-west-2.amazonaws.com/a.pem",
        "https://sns.us-west-2.amazonaws.com:8443/a.pem",
        "https://xsns.us-west-2.amazonaws.com/a.pem",
        "https://sns.us.west.amazonaws.com/a.pem",
        "https://snsXus-west-2.amazonaws.com/a.pem",
        "http://sns.us-west-2.amazonaws.com/a.pem",
        "https://sns.us-west-2.amazonaws.com/a.pem?x",
        "https://sns.us-west-2.amazonaws.com/a.pem#x",
        "https://sns.us-west-2.amazonaws.com/a.txt",
        "https://sns.us-west-2.amazonaws.com",
        "https:sns.us-west-2.amazonaws.com/a.pem",
        "not a url"
      })
  void certificateFromElsewhereIsRefusedAlsoWhereOneIsConfigured(String address) {
    assertRefused(verify(text("no-subject.json").replace(URL, address)), Refusal.Reason.MALFORMED);
  }

  @Test
  void chinaHasHostsOfItsOwn() {
    assertThat(
            verify(
                text("no-subject.json")
                    .replace(URL, "https://sns.cn-north-1.amazonaws.com.cn/a.pem")))
        .isInstanceOf(Verified.class);
  }

  @Test
  void versionsCanBeRestricted() {
    Verifier strict =
        Scheme.of("aws-sns", Map.of("signature-versions", "2")).verifier(List.of(certificate()));

    assertThat(strict.verify(request(text("version-2.json")), NOW)).isInstanceOf(Verified.class);
    assertRefused(strict.verify(request(text("subject.json")), NOW), Refusal.Reason.MALFORMED);
    assertRefused(verify(text("subject.json").replace("\"1\"", "\"2\"")), Refusal.Reason.MISMATCH);
    assertRefused(verify(text("subject.json").replace("\"1\"", "\"3\"")), Refusal.Reason.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Message",
        "MessageId",
        "Timestamp",
        "TopicArn",
        "Type",
        "SignatureVersion",
        "SigningCertURL",
        "Signature"
      })
  void fieldThatIsMissingOrTwiceIsRefused(String name) {
    String body = text("no-subject.json");

    assertRefused(verify(body.replace("\"" + name + "\"", "\"x\"")), Refusal.Reason.MISSING);
    assertRefused(
        verify(body.replaceFirst("\\{", "{\"" + name + "\":\"x\",")),
        name.equals("Signature") ? Refusal.Reason.AMBIGUOUS : Refusal.Reason.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "{\"Type\":\"Notification\"}"})
  void whatIsNoMessageIsRefused(String body) {
    assertRefused(verify(body), Refusal.Reason.MISSING);
  }

  @Test
  void everyFlippedBitOfWhatIsSignedIsRefused() {
    String body = message("Notification", "Subject", "s");
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Verifier verifier = Scheme.preset("aws-sns").verifier(List.of(Jwt.pem(KEYS)));
    assertThat(verifier.verify(request(body), NOW)).isInstanceOf(Verified.class);
    for (int i = 0; i < 8 * body.indexOf(",\"SigningCertURL\""); i++) {
      byte[] flipped = bytes.clone();
      flipped[i / 8] ^= (byte) (1 << i % 8);
      assertRefused(verifier.verify(TestRequest.of(flipped, Map.of()), NOW));
    }
  }

  /** The same bytes are signed, cut at another place. */
  @Test
  void lineFeedOfTheMessageDoesNotMoveItsEnd() {
    String joined = "\\nMessageId\\nm1";
    String genuine = message("Notification", "Message", "a\nMessageId\nm1", "MessageId", "m2");
    Verifier verifier = Scheme.preset("aws-sns").verifier(List.of(Jwt.pem(KEYS)));
    assertThat(verifier.verify(request(genuine), NOW)).isInstanceOf(Verified.class);

    String moved =
        genuine
            .replace("a" + joined, "a")
            .replace("\"MessageId\":\"m2\"", "\"MessageId\":\"m1\\nMessageId\\nm2\"");
    assertRefused(verifier.verify(request(moved), NOW), Refusal.Reason.MALFORMED);
    for (String name : List.of("MessageId", "Subject", "Timestamp", "TopicArn")) {
      assertRefused(
          verifier.verify(request(message("Notification", name, "a\nb")), NOW),
          Refusal.Reason.MALFORMED);
    }
  }

  @Test
  void unsubscriptionSignsItsUrlAndToken() {
    String body = message("UnsubscribeConfirmation", "SubscribeURL", SUBSCRIBE_URL, "Token", "t1");
    Verifier verifier = Scheme.preset("aws-sns").verifier(List.of(Jwt.pem(KEYS)));

    assertThat(verifier.verify(request(body), NOW))
        .isInstanceOfSatisfying(
            Verified.class, v -> assertThat(v.type()).isEqualTo("UnsubscribeConfirmation"));
    assertRefused(
        verifier.verify(
            request(body.replace("eu-west-1.amazonaws.com/?", "eu-west-1.amazonaws.com/?x")), NOW),
        Refusal.Reason.MISMATCH);
    assertRefused(
        verifier.verify(request(body.replace("\"t1\"", "\"t2\"")), NOW), Refusal.Reason.MISMATCH);
    assertRefused(
        verifier.verify(request(message("UnsubscribeConfirmation", "Subject", "s")), NOW),
        Refusal.Reason.MISSING);
  }

  @Test
  void subscriptionIsConfirmedByAnOperator() {
    String body = message("SubscriptionConfirmation", "SubscribeURL", SUBSCRIBE_URL, "Token", "t1");
    Verifier verifier = Scheme.preset("aws-sns").verifier(List.of(Jwt.pem(KEYS)));

    assertThat(verifier.verify(request(body), NOW))
        .isInstanceOfSatisfying(
            Handshake.class,
            handshake -> {
              assertThat(handshake.confirmationUrl()).contains(SUBSCRIBE_URL);
              assertThat(handshake.answer()).isEmpty();
            });
    assertRefused(
        verifier.verify(request(body.replace("\"t1\"", "\"t2\"")), NOW), Refusal.Reason.MISMATCH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://a.example/",
        "http://sns.eu-west-1.amazonaws.com/",
        "https://sns.eu-west-1.amazonaws.com.a.example/",
        "https://u@sns.eu-west-1.amazonaws.com/",
        "https://sns.eu-west-1.amazonaws.com:444/",
        "https://sns.eu-west-1.amazonaws.com/#x",
        "not a URL"
      })
  void operatorIsSentNowhereElse(String url) {
    String body = message("SubscriptionConfirmation", "SubscribeURL", url, "Token", "t1");

    assertRefused(
        Scheme.preset("aws-sns").verifier(List.of(Jwt.pem(KEYS))).verify(request(body), NOW),
        Refusal.Reason.MALFORMED);
  }

  @Test
  void typeAndTimeOfAnotherFormAreMalformed() {
    assertRefused(
        verify(text("subject.json").replace("\"Notification\"", "\"Other\"")),
        Refusal.Reason.MALFORMED);
    assertRefused(
        verify(text("subject.json").replace("2026-03-06T", "yesterday ")),
        Refusal.Reason.MALFORMED);
  }

  @ParameterizedTest
  @CsvSource({"-1,STALE", "0,", "1,"})
  void toleranceCountsFromTheTimestamp(long seconds, Refusal.Reason reason) {
    Verifier verifier =
        Scheme.of("aws-sns", Map.of("tolerance", "PT1H")).verifier(List.of(certificate()));
    Instant now = Instant.parse("2026-03-06T21:00:26.893Z").minusSeconds(seconds);
    Verification verification = verifier.verify(request(text("version-2.json")), now);

    assertThat(verification instanceof Refusal refusal ? refusal.reason() : null).isEqualTo(reason);
  }

  @Test
  void eachOfSeveralCertificatesIsTried() {
    Verifier verifier = Scheme.preset("aws-sns").verifier(List.of(Jwt.pem(KEYS), certificate()));

    assertThat(verifier.verify(request(text("subject.json")), NOW))
        .isInstanceOfSatisfying(Verified.class, v -> assertThat(v.secretLabel()).isEqualTo("aws"));
    assertRefused(
        Scheme.preset("aws-sns")
            .verifier(List.of(Jwt.pem(KEYS)))
            .verify(request(text("subject.json")), NOW),
        Refusal.Reason.MISMATCH);
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:sns:us-west-2:131990247566:dongie-standard-topic,true",
    "arn:aws:sns:us-west-2:131990247566:other,false",
    "arn:aws:sns:us-west-1:131990247566:dongie-standard-topic,false",
    "arn:aws-cn:sns:us-west-2:131990247566:dongie-standard-topic,false"
  })
  void certificateIsFetchedForTheConfiguredTopicOnly(String topic, boolean fetched) {
    List<URI> addresses = new ArrayList<>();
    Certificates aws =
        (address, now) -> {
          assertThat(now).isEqualTo(NOW);
          addresses.add(address);
          return FetchedCertificates.parse(Jwt.utf8(text("certificate.pem")));
        };

    assertThat(fetching(topic, aws))
        .isEqualTo(fetched ? "accepted" : "none of 1 secrets signed the message");
    assertThat(addresses).isEqualTo(fetched ? List.of(URI.create(URL)) : List.of());
  }

  @Test
  void certificateOfAnotherRegionIsNotFetched() {
    Certificates none =
        (address, now) -> {
          throw new AssertionError("fetched " + address);
        };
    for (String host : List.of("sns.us-west-1.amazonaws.com", "sns.us-west-2.amazonaws.com.cn")) {
      String body = text("no-subject.json").replace(URL, "https://" + host + "/a.pem");

      assertThatThrownBy(
              () ->
                  authentication(TOPIC, none)
                      .authenticate(new Values(definition(), request(body), NOW)))
          .isInstanceOfSatisfying(
              RefusedException.class,
              e -> assertThat(e.refusal().reason()).isEqualTo(Refusal.Reason.MISMATCH));
    }
  }

  @Test
  void fetchedCertificateMustBeValidNow() throws RefusedException {
    Authentication.Proof proof =
        authentication(
                TOPIC,
                (address, now) -> FetchedCertificates.parse(Jwt.utf8(text("certificate.pem"))))
            .authenticate(values("no-subject.json"));

    assertThat(proof.notBefore()).isEqualTo("2025-11-10T00:00:00Z");
    assertThat(proof.expiresAt()).isEqualTo("2026-10-14T23:59:59Z");
  }

  @Test
  void otherCertificateOrNoneIsRefused() {
    assertThat(
            fetching(
                TOPIC,
                (address, now) -> {
                  throw new IOException("down");
                }))
        .isEqualTo("the certificate cannot be fetched now");
    assertThat(
            fetching(
                TOPIC,
                (address, now) ->
                    FetchedCertificates.parse(Jwt.utf8(text("later-certificate.pem")))))
        .isEqualTo("none of 1 secrets signed the message");
  }

  @Test
  void secretMustBeACertificateOrATopic() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Scheme.preset("aws-sns").verifier(List.of(Secret.of("x", "secret"))));
    for (String arn : List.of("arn:aws:sqs:us-west-2:1:n", "arn:aws:sns::1:n", "arn:aws:sns:r:1")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Scheme.preset("aws-sns").verifier(List.of(Secret.of("x", arn))))
          .withMessageContaining("must be a certificate, or the ARN of a topic");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Scheme.preset("aws-sns").signer(certificate()));
  }

  @ParameterizedTest
  @CsvSource({"signature-versions,3", "signature-versions,''", "algorithm,RSA-SHA1"})
  void keysOfTheSchemeAreChecked(String key, String value) {
    assertThatThrownBy(() -> Scheme.of("aws-sns", Map.of(key, value)))
        .isInstanceOf(InvalidSchemeException.class)
        .hasMessageContaining("must be");
  }

  @Test
  void idMustBeSignedToBeTheKey() {
    assertThatThrownBy(
            () -> Scheme.of("aws-sns", Map.of("id", "{json:/UnsubscribeURL}", "key", "id")))
        .isInstanceOf(InvalidSchemeException.class)
        .hasMessageContaining("does not cover the id");
    assertThatThrownBy(() -> Scheme.of("github", Map.of("signature-versions", "2")))
        .isInstanceOf(InvalidSchemeException.class)
        .hasMessageContaining("must be left out");
  }

  private static String fetching(String topic, Certificates certificates) {
    try {
      authentication(topic, certificates).authenticate(values("no-subject.json"));
      return "accepted";
    } catch (RefusedException e) {
      return e.refusal().detail();
    }
  }

  private static Authentication authentication(String topic, Certificates certificates) {
    return new AwsSnsAuthentication(
        definition(), Set.of("1", "2"), List.of(Secret.of("topic", topic)), certificates);
  }

  private static Values values(String message) {
    return new Values(definition(), request(text(message)), NOW);
  }

  private static SchemeDefinition definition() {
    return Definitions.of(
        Map.of(
            "signed-by", "aws-sns",
            "algorithm", "RSA-SHA256",
            "signature", "{json:/Signature}",
            "encoding", "base64",
            "time", "{json:/Timestamp}",
            "time-unit", "rfc3339",
            "tolerance", "none",
            "max-body", "1M"));
  }

  /** A message signed with a key of the test's own, its fields in the order in which they sort. */
  private static String message(String type, String... more) {
    Map<String, String> fields = new TreeMap<>();
    fields.put("Message", "hello\nworld");
    fields.put("MessageId", "m1");
    fields.put("Timestamp", "2026-03-06T20:00:26.893Z");
    fields.put("TopicArn", TOPIC);
    fields.put("Type", type);
    for (int i = 0; i < more.length; i += 2) {
      fields.put(more[i], more[i + 1]);
    }
    StringBuilder signed = new StringBuilder();
    StringBuilder json = new StringBuilder("{\"SignatureVersion\":\"2\"");
    fields.forEach(
        (name, value) -> {
          signed.append(name).append('\n').append(value).append('\n');
          json.append(",\"")
              .append(name)
              .append("\":\"")
              .append(value.replace("\n", "\\n"))
              .append('"');
        });
    return json
        + ",\"Signature\":\""
        + sign(signed.toString())
        + "\",\"SigningCertURL\":\""
        + URL
        + "\"}";
  }

  private static String sign(String content) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(KEYS.getPrivate());
      signature.update(Jwt.utf8(content));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static Verification verify(String body) {
    return Scheme.preset("aws-sns").verifier(List.of(certificate())).verify(request(body), NOW);
  }

  private static TestRequest request(String body) {
    return TestRequest.of(body, Map.of("x-amz-sns-message-type", "Notification"));
  }

  private static Secret certificate() {
    return Secret.of("aws", text("certificate.pem"));
  }

  private static String text(String name) {
    try (InputStream in =
        AwsSnsTest.class.getResourceAsStream("/org/gatepost/signature/sns/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
