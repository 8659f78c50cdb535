package org.gatepost.filter.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gatepost.filter.fixture.Post;
import org.gatepost.fixture.Log;
import org.gatepost.fixture.SettableClock;
import org.gatepost.receiver.Settings;
import org.gatepost.receiver.internal.secret.Secrets;
import org.gatepost.signature.Handshake;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.SignedRequest;
import org.gatepost.signature.Verification;
import org.gatepost.signature.Verified;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets change while the application runs, and none is refused that was current. */
class RereadSecretsTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final String PROPERTY = "org.gatepost.filter.RereadSecretsTest";

  @RegisterExtension final Log log = new Log();
  @TempDir Path folder;

  private final SettableClock clock = new SettableClock(NOW);
  private final Map<String, String> params = new HashMap<>(Map.of("scheme", "x-signature"));
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("secret"), "first-secret\n");
    params.put("secret", "file:" + file);
  }

  @AfterEach
  void clearProperty() {
    System.clearProperty(PROPERTY);
  }

  private Secrets secrets() throws Exception {
    Settings settings = Settings.read("hook", params);
    return new Secrets(
        "hook", settings.scheme(), settings.secrets(), settings.handshakes(), clock.instant());
  }

  private Verification verify(Secrets secrets, String secret) {
    String preset = params.get("scheme");
    return secrets.verify(Post.signed(preset, secret, NOW, "{}"), clock.instant());
  }

  private void assertMatches(Secrets secrets, String secret, String label) {
    Verification outcome = verify(secrets, secret);
    assertThat(outcome).isInstanceOf(Verified.class);
    assertThat(((Verified) outcome).secretLabel()).isEqualTo(label);
  }

  private void assertNoMatch(Secrets secrets, String secret) {
    Verification outcome = verify(secrets, secret);
    assertThat(outcome).isInstanceOf(Refusal.class);
    assertThat(((Refusal) outcome).reason()).isEqualTo(Refusal.Reason.MISMATCH);
  }

  @Test
  void newSecretIsKnownAtOnceAndTheFormerIsNotForgotten() throws Exception {
    Secrets secrets = secrets();
    Files.writeString(file, "other-secret");
    assertMatches(secrets, "other-secret", "file:" + file);
    assertMatches(secrets, "first-secret", "file:" + file + " (former)");
    assertThat(log.lines("GP063"))
        .containsExactly(
            "GP063: secret [file:"
                + file
                + "] of filter [hook] has changed; its former value counts until"
                + " 2026-11-20T12:01:00Z");
  }

  @Test
  void changeIsLookedForOnceASecondThoughAllMatches() throws Exception {
    Secrets secrets = secrets();
    Files.writeString(file, "other-secret");
    clock.set(NOW.plusMillis(999));
    assertMatches(secrets, "first-secret", "file:" + file);
    clock.set(NOW.plusMillis(1000));
    assertMatches(secrets, "first-secret", "file:" + file + " (former)");
    Files.writeString(file, "third-secret");
    clock.set(NOW.plusMillis(1999));
    assertMatches(secrets, "other-secret", "file:" + file);
    clock.set(NOW.plusMillis(2000));
    assertMatches(secrets, "other-secret", "file:" + file + " (former)");
  }

  @Test
  void clockThatIsSetBackHoldsNoLookUp() throws Exception {
    Secrets secrets = secrets();
    Files.writeString(file, "other-secret");
    clock.set(NOW.minusSeconds(3600));
    assertMatches(secrets, "first-secret", "file:" + file + " (former)");
  }

  @Test
  void formerValueCountsUntilTheOverlapIsOver() throws Exception {
    params.put("secret-overlap", "PT10S");
    Secrets secrets = secrets();
    Files.writeString(file, "other-secret");
    assertMatches(secrets, "other-secret", "file:" + file);
    clock.set(NOW.plusSeconds(9));
    assertMatches(secrets, "first-secret", "file:" + file + " (former)");
    clock.set(NOW.plusSeconds(10));
    assertMatches(secrets, "first-secret", "file:" + file + " (former)");
    clock.set(NOW.plusSeconds(10).plusNanos(1));
    assertNoMatch(secrets, "first-secret");
    clock.set(NOW.plusSeconds(11));
    assertNoMatch(secrets, "first-secret");
    assertMatches(secrets, "other-secret", "file:" + file);
  }

  @Test
  void withoutOverlapTheFormerValueIsGoneAtOnce() throws Exception {
    params.put("secret-overlap", "none");
    Secrets secrets = secrets();
    Files.writeString(file, "other-secret");
    assertMatches(secrets, "other-secret", "file:" + file);
    assertNoMatch(secrets, "first-secret");
    assertThat(log.lines("GP063").get(0)).endsWith("counts no more");
  }

  @Test
  void atMostEightFormerValuesCount() throws Exception {
    Secrets secrets = secrets();
    for (int i = 1; i <= 9; i++) {
      Files.writeString(file, i + " secret");
      assertMatches(secrets, i + " secret", "file:" + file);
    }
    assertMatches(secrets, "1 secret", "file:" + file + " (former)");
    assertNoMatch(secrets, "first-secret");
  }

  @Test
  void valueThatComesBackIsFormerNoMore() throws Exception {
    Secrets secrets = secrets();
    Files.writeString(file, "other-secret");
    assertMatches(secrets, "other-secret", "file:" + file);
    Files.writeString(file, "first-secret");
    // Old matches as a former value do not make anyone look: time does.
    clock.advance(Duration.ofSeconds(1));
    assertMatches(secrets, "first-secret", "file:" + file);
    assertMatches(secrets, "other-secret", "file:" + file + " (former)");
  }

  @Test
  void halfOfASecretThatIsBeingWrittenDoesNotCountOn() throws Exception {
    Secrets secrets = secrets();
    Files.writeString(file, "oth");
    assertMatches(secrets, "oth", "file:" + file);
    Files.writeString(file, "other-secret");
    assertMatches(secrets, "other-secret", "file:" + file);
    assertNoMatch(secrets, "oth");
    assertMatches(secrets, "first-secret", "file:" + file + " (former)");
  }

  @Test
  void secretThatWasMadeLongerAfterAWhileCountsOn() throws Exception {
    Secrets secrets = secrets();
    clock.set(NOW.plusSeconds(2));
    Files.writeString(file, "first-secret-2");
    assertMatches(secrets, "first-secret-2", "file:" + file);
    assertMatches(secrets, "first-secret", "file:" + file + " (former)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "LONG", "GONE", "FOLDER"})
  void lastGoodValueIsKeptAndThatIsToldOnce(String content) throws Exception {
    Secrets secrets = secrets();
    Files.delete(file);
    switch (content) {
      case "GONE" -> {}
      case "FOLDER" -> Files.createDirectory(file);
      default -> Files.writeString(file, content.equals("LONG") ? "x".repeat(65_537) : content);
    }
    for (int i = 0; i < 3; i++) {
      clock.advance(Duration.ofSeconds(3));
      assertMatches(secrets, "first-secret", "file:" + file);
      assertNoMatch(secrets, "other-secret");
    }
    assertThat(log.lines("GP061")).hasSize(1);
    assertThat(log.lines("GP061").get(0))
        .startsWith(
            "GP061: secret [file:"
                + file
                + "] of filter [hook] cannot be read again, so its last good value stays in force");
    Files.deleteIfExists(file);
    Files.writeString(file, "other-secret");
    assertMatches(secrets, "other-secret", "file:" + file);
    assertThat(log.lines("GP062"))
        .containsExactly("GP062: secret [file:" + file + "] of filter [hook] can be read again");
    assertThat(log.lines("GP063")).hasSize(1);
  }

  @Test
  void whatIsNoSecretOfTheSchemeDoesNotCome() throws Exception {
    params.put("scheme", "standard-webhooks");
    Files.writeString(file, "whsec_Zmlyc3Q=");
    Secrets secrets = secrets();
    Files.writeString(file, "not*base64*at*all");
    clock.advance(Duration.ofSeconds(1));
    assertMatches(secrets, "whsec_Zmlyc3Q=", "file:" + file);
    assertNoMatch(secrets, "whsec_b3RoZXI=");
    assertThat(log.lines("GP061")).hasSize(1);
    assertThat(log.lines("GP061").get(0)).endsWith("it is not written as a secret of the scheme");
    Files.writeString(file, "whsec_b3RoZXI=");
    assertMatches(secrets, "whsec_b3RoZXI=", "file:" + file);
  }

  @Test
  void propertyIsReadAgainToo() throws Exception {
    System.setProperty(PROPERTY, "first-secret");
    params.put("secret", "property:" + PROPERTY);
    Secrets secrets = secrets();
    System.setProperty(PROPERTY, "other-secret");
    assertMatches(secrets, "other-secret", "property:" + PROPERTY);
    System.clearProperty(PROPERTY);
    assertNoMatch(secrets, "third-secret");
    assertMatches(secrets, "other-secret", "property:" + PROPERTY);
    assertThat(log.lines("GP061").get(0)).endsWith("it is not set");
  }

  @Test
  void whiteSpaceInANewValueIsTold() throws Exception {
    Secrets secrets = secrets();
    Files.writeString(file, "other-secret\n\n");
    assertMatches(secrets, "other-secret\n", "file:" + file);
    assertThat(log.lines("GP013")).hasSize(1);
  }

  @Test
  void secretCountsUpToItsNotAfter() throws Exception {
    params.put(
        "secret",
        "literal:first-secret;not-after=2026-11-20T12:00:10Z;label=old,literal:other-secret");
    Secrets secrets = secrets();
    clock.set(NOW.plusSeconds(10));
    assertMatches(secrets, "first-secret", "old");
    assertThat(log.lines("GP064")).isEmpty();
    clock.set(NOW.plusSeconds(10).plusNanos(1));
    assertNoMatch(secrets, "first-secret");
    clock.set(NOW.plusSeconds(11));
    assertNoMatch(secrets, "first-secret");
    assertMatches(secrets, "other-secret", "literal[2]");
    assertThat(log.lines("GP064"))
        .containsExactly(
            "GP064: secret [old] of filter [hook] matches no more: its not-after was"
                + " 2026-11-20T12:00:10Z");
    // A clock that was wrong for a moment takes no secret away.
    clock.set(NOW);
    assertMatches(secrets, "first-secret", "old");
  }

  @Test
  void formerValueCountsNotBeyondItsNotAfter() throws Exception {
    params.put("secret", "file:" + file + ";not-after=2026-11-20T12:00:10Z,literal:last-secret");
    Secrets secrets = secrets();
    Files.writeString(file, "other-secret");
    assertMatches(secrets, "other-secret", "file:" + file);
    clock.set(NOW.plusSeconds(10));
    assertMatches(secrets, "first-secret", "file:" + file + " (former)");
    clock.set(NOW.plusSeconds(11));
    assertNoMatch(secrets, "first-secret");
    assertNoMatch(secrets, "other-secret");
  }

  @Test
  void withEverySecretExpiredEveryDeliveryIsRefused() throws Exception {
    params.put("secret", "literal:first-secret;not-after=2026-11-20T11:59:59Z");
    Secrets secrets = secrets();
    assertThat(log.lines("GP064")).hasSize(1);
    assertThat(verify(secrets, "first-secret"))
        .isEqualTo(new Refusal(Refusal.Reason.MISMATCH, "every secret has passed its not-after"));
  }

  @Test
  void handshakeTokenIsReadAgainToo() throws Exception {
    params.put("scheme", "meta");
    params.put("secret", "literal:first-secret");
    params.put("handshake-token", "file:" + file);
    Secrets secrets = secrets();
    assertThat(secrets.verify(subscription("first-secret"), NOW)).isInstanceOf(Handshake.class);
    Files.writeString(file, "other-secret");
    assertThat(secrets.verify(subscription("other-secret"), NOW)).isInstanceOf(Handshake.class);
    assertThat(secrets.verify(subscription("first-secret"), NOW)).isInstanceOf(Handshake.class);
    assertThat(secrets.verify(subscription("third-secret"), NOW)).isInstanceOf(Refusal.class);
    assertThat(secrets.verify(subscription("first-secret"), NOW.plusSeconds(61)))
        .isInstanceOf(Refusal.class);
  }

  private static SignedRequest subscription(String token) {
    return new SignedRequest() {
      @Override
      public String method() {
        return "GET";
      }

      @Override
      public String url() {
        return "http://127.0.0.1/?hub.mode=subscribe&hub.challenge=1&hub.verify_token=" + token;
      }

      @Override
      public Optional<String> configuredUrl() {
        return Optional.empty();
      }

      @Override
      public List<String> headers(String name) {
        return List.of();
      }

      @Override
      public byte[] body() {
        return new byte[0];
      }
    };
  }

  @Test
  void labelSaysWhichSecretMatched() throws Exception {
    params.put("secret", "file:" + file + ";label=new,literal:older-secret;label=old,env:PATH");
    Secrets secrets = secrets();
    assertMatches(secrets, "first-secret", "new");
    assertMatches(secrets, "first-secret", "new");
    assertMatches(secrets, "older-secret", "old");
    assertNoMatch(secrets, "no-secret");
    Files.writeString(file, "other-secret");
    assertMatches(secrets, "other-secret", "new");
    assertMatches(secrets, "first-secret", "new (former)");
  }

  @Test
  void settingsAreReadWithoutATrace() throws Exception {
    params.put("secret", "literal:first-secret;not-after=2020-01-01T00:00:00Z,file:" + file);
    Settings.read("hook", params);
    Settings.read("hook", params);
    assertThat(log.text()).isEmpty();
  }
}
