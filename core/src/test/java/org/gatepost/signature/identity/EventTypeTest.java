package org.gatepost.signature.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatepost.signature.fixture.Refused.assertRefused;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Signer;
import org.gatepost.signature.Verification;
import org.gatepost.signature.Verified;
import org.gatepost.signature.fixture.Sample;
import org.gatepost.signature.fixture.TestRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where each preset finds the type of an event. */
class EventTypeTest {

  @ParameterizedTest
  @CsvSource({
    "broxi,workflow.failed",
    "broxi-body,workflow.failed",
    "sop,completed",
    "x-signature,survey.completed",
    "github,issues.opened",
    "stripe,invoice.paid",
    "slack,app_mention",
    "standard-webhooks,contact.created"
  })
  void typeIsTheSendersOwn(String preset, String type) {
    Sample sample = Sample.of(preset);

    assertThat(sample.verified(sample.request()).type()).isEqualTo(type);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "issues|{\"action\":\"opened\"}|issues.opened",
        "push|{\"ref\":\"refs/heads/main\"}|push",
        "push|{\"action\":null}|push",
        "push|{\"action\":\"\"}|push",
        "push|{\"action\":{}}|push",
        "push|{\"commit\":{\"action\":\"opened\"}}|push",
      })
  void typeOfGithubIsItsHeaderAndTheAction(String event, String body, String type) {
    assertThat(github(event, body).type()).isEqualTo(type);
  }

  @Test
  void typeOfGithubIsEmptyWithoutItsHeader() {
    assertThat(github("", "{\"action\":\"opened\"}").type()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"type\":\"event_callback\",\"event\":{\"type\":\"message\"}}|message",
        "{\"event\":{\"type\":\"message\"},\"type\":\"event_callback\"}|message",
        "{\"type\":\"app_rate_limited\"}|app_rate_limited",
        "{\"type\":\"outer\",\"event\":{\"text\":\"no type\"}}|outer",
        "{\"type\":\"outer\",\"event\":{\"type\":null}}|outer",
        "{\"type\":\"outer\",\"event\":{\"type\":{}}}|outer",
        "{\"type\":\"outer\",\"event\":\"type\"}|outer",
        "{}|``",
      })
  void typeOfSlackIsThatOfTheEventWithin(String body, String type) {
    assertThat(verified("slack", body).type()).isEqualTo(type);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"type\":null}", "{\"type\":\"\"}", "{\"type\":[]}", "[]", "\ufeff{}"})
  void absentTypeIsEmpty(String body) {
    for (String preset : List.of("x-signature", "stripe", "standard-webhooks")) {
      assertThat(verified(preset, body).type()).isEmpty();
    }
  }

  @Test
  void typeOfMoreThan255CharactersIsRefused() {
    String longest = "t".repeat(255);

    assertThat(verified("x-signature", "{\"type\":\"" + longest + "\"}").type()).isEqualTo(longest);
    assertRefused(
        verify("x-signature", utf8("{\"type\":\"" + longest + "t\"}")), Refusal.Reason.UNREADABLE);
    assertThat(github("e".repeat(248), "{\"action\":\"opened\"}").type()).hasSize(255);
    assertRefused(
        githubVerification("e".repeat(249), utf8("{\"action\":\"opened\"}")),
        Refusal.Reason.UNREADABLE);
  }

  static List<byte[]> unreadable() {
    return List.of(
        utf8(""),
        utf8("no json"),
        utf8("payload=%7B%22action%22%3A%22opened%22%7D"),
        utf8("{\"action\":\"opened\",\"type\":\"a\""),
        utf8("{\"action\":\"opened\",\"type\":\"a\",}"),
        utf8("{\"action\":\"opened\",\"type\":\"a\",\"n\":NaN}"),
        utf8("{\"action\":\"opened\",\"type\":\"a\",\"s\":\"\t\"}"),
        utf8(
            "{\"action\":\"opened\",\"type\":\"a\",\"d\":"
                + "[".repeat(512)
                + "]".repeat(512)
                + "}"),
        "{\"action\":\"opened\",\"type\":\"a\",\"s\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1),
        "{\"action\":\"opened\",\"type\":\"a\"}".getBytes(StandardCharsets.UTF_16),
        "{\"action\":\"opened\",\"type\":\"a\"}".getBytes(StandardCharsets.UTF_16LE));
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void signedBodyOfWhichTheTypeCannotBeReadIsRefused(byte[] body) {
    for (String preset : List.of("x-signature", "stripe", "slack", "standard-webhooks")) {
      assertRefused(verify(preset, body), Refusal.Reason.UNREADABLE);
    }
    // Else an opened issue would pass as one of no action.
    assertRefused(githubVerification("issues", body), Refusal.Reason.UNREADABLE);
  }

  @Test
  void byteOrderMarkIsSkipped() {
    assertThat(verified("x-signature", "\ufeff{\"type\":\"a\"}").type()).isEqualTo("a");
    assertThat(github("issues", "\ufeff{\"action\":\"opened\"}").type()).isEqualTo("issues.opened");
  }

  @Test
  void formWithoutJsonHasNoTypeOfItsOwn() {
    Sample slack = Sample.of("slack");
    TestRequest command = slack.requestOf("command=%2Fweather&text=94070", Sample.SIGNED_AT);

    assertThat(
            slack
                .verified(command.with("Content-Type", "application/x-www-form-urlencoded"))
                .type())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "x-signature|{\"type\":\"a\",\"type\":\"b\"}",
        "x-signature|{\"type\":\"a\",\"t\\u0079pe\":\"a\"}",
        "x-signature|{\"id\":\"a\",\"id\":\"a\"}",
        "github|{\"action\":\"opened\",\"action\":\"closed\"}",
        "slack|{\"event\":{\"type\":\"a\"},\"event\":{\"type\":\"b\"}}",
        "stripe|{\"id\":\"evt_1\",\"type\":\"a\",\"id\":\"evt_2\"}",
      })
  void bodyThatNamesItTwiceIsRefused(String preset, String body) {
    Sample sample = Sample.of(preset);

    assertRefused(
        sample.verify(sample.requestOf(body, Sample.SIGNED_AT)), Refusal.Reason.AMBIGUOUS);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Verification verify(String preset, byte[] body) {
    Sample sample = Sample.of(preset);
    Signer signer = sample.scheme().signer(sample.secret());
    return sample.verify(TestRequest.of(body, signer.sign(body, Sample.SIGNED_AT, Map.of())));
  }

  private static Verification githubVerification(String event, byte[] body) {
    Sample github = Sample.of("github");
    Signer signer = github.scheme().signer(github.secret());
    Map<String, String> headers = Map.of("X-GitHub-Event", event);
    return github.verify(TestRequest.of(body, signer.sign(body, Sample.SIGNED_AT, headers)));
  }

  private static Verified verified(String preset, String body) {
    Sample sample = Sample.of(preset);
    return sample.verified(sample.requestOf(body, Sample.SIGNED_AT));
  }

  private static Verified github(String event, String body) {
    Sample github = Sample.of("github");
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Signer signer = github.scheme().signer(github.secret());
    Map<String, String> headers = Map.of("X-GitHub-Event", event);
    return github.verified(TestRequest.of(bytes, signer.sign(bytes, Sample.SIGNED_AT, headers)));
  }
}
