package org.gatepost.signature.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.gatepost.signature.InvalidSchemeException;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Signer;
import org.gatepost.signature.UnclearRequestException;
import org.gatepost.signature.Verified;
import org.gatepost.signature.fixture.Sample;
import org.gatepost.signature.fixture.TestRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms of which one field holds the JSON. */
class FormJsonTest {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String OPENED = "{\"action\":\"opened\",\"größe\":\"a+b & c\"}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        FORM,
        "application/x-www-form-urlencoded; charset=utf-8",
        "Application/X-WWW-Form-URLEncoded"
      })
  void typeOfGithubIsReadInTheForm(String contentType) {
    Verified verified = github("issues", contentType, "a=1&payload=" + encoded(OPENED));

    assertThat(verified.type()).isEqualTo("issues.opened");
    assertThat(verified.formJson()).contains(OPENED);
    assertThat(verified.form()).contains(Map.of("a", List.of("1"), "payload", List.of(OPENED)));
  }

  @Test
  void typeOfInteractionOfSlackIsReadInTheForm() {
    Verified verified =
        signed(
            "slack",
            Map.of("Content-Type", FORM),
            "payload=" + encoded("{\"type\":\"block_actions\"}"));

    assertThat(verified.type()).isEqualTo("block_actions");
  }

  @Test
  void commandOfSlackIsAFormWithoutJson() {
    Verified verified =
        signed("slack", Map.of("Content-Type", FORM), "command=%2Fweather&text=94070&text=&empty");

    assertThat(verified.type()).isEmpty();
    assertThat(verified.formJson()).isEmpty();
    assertThat(verified.form())
        .contains(
            Map.of(
                "command", List.of("/weather"),
                "text", List.of("94070", ""),
                "empty", List.of("")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \r\n\t"})
  void jsonIsNoFormWhateverItsContentTypeSays(String space) {
    // Who replays a genuine delivery as a form must not get a part of it read as the whole.
    String body =
        space
            + "{\"action\":\"opened\",\"title\":\"&payload="
            + encoded("{\"action\":\"deleted\"}")
            + "&\"}";
    Verified verified = github("issues", FORM, body);

    assertThat(verified.type()).isEqualTo("issues.opened");
    assertThat(verified.form()).isEmpty();
    assertThat(verified.formJson()).isEmpty();
    assertThat(github("x", FORM, "[\"&a=b\"]").form()).isEmpty();
    assertThat(github("x", FORM, "\"&a=b\"").form()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/plain", "multipart/form-data"})
  void formIsOneByItsContentTypeOnly(String contentType) {
    // Neither a form nor JSON: its type would be that of another event.
    assertThatThrownBy(() -> github("issues", contentType, "payload=" + encoded(OPENED)))
        .hasMessageContaining("UNREADABLE");
  }

  @Test
  void emptyFormHasNoFields() {
    Verified verified = github("push", FORM, "");

    assertThat(verified.type()).isEqualTo("push");
    assertThat(verified.form()).contains(Map.of());
    assertThat(verified.formJson()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"payload=%7B%7D&payload=%7B%7D", "payload=%ZZ", "a=%FF&payload=%7B%7D", "a=%4"})
  void formThatReadersCouldSeeDifferentlyIsRefused(String body) {
    Sample github = Sample.of("github");
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Map<String, String> headers = Map.of("X-GitHub-Event", "issues", "Content-Type", FORM);
    Signer signer = github.scheme().signer(github.secret());

    assertThat(github.verify(TestRequest.of(bytes, signer.sign(bytes, Sample.SIGNED_AT, headers))))
        .isInstanceOf(Refusal.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=%ZZ", "a=%FF"})
  void formThatNobodyReadBeforeIsUnclear(String body) {
    Verified verified = signed("x-signature", Map.of("Content-Type", FORM), body);

    assertThatExceptionOfType(UnclearRequestException.class).isThrownBy(verified::form);
  }

  @Test
  void schemeWithoutSuchAFieldReadsNone() {
    Verified verified =
        signed(
            "x-signature", Map.of("Content-Type", FORM), "payload=" + encoded("{\"type\":\"a\"}"));

    assertThat(verified.type()).isEmpty();
    assertThat(verified.formJson()).isEmpty();
    assertThat(verified.form()).isPresent();
  }

  @Test
  void fieldMustHaveAName() {
    assertThatExceptionOfType(InvalidSchemeException.class)
        .isThrownBy(() -> Scheme.of("github", Map.of("json-field", " ")))
        .withMessageContaining("must be the name of a form's field, was [ ]");
  }

  private static Verified github(String event, String contentType, String body) {
    return signed("github", Map.of("X-GitHub-Event", event, "Content-Type", contentType), body);
  }

  private static Verified signed(String preset, Map<String, String> headers, String body) {
    Sample sample = Sample.of(preset);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Signer signer = sample.scheme().signer(sample.secret());
    return sample.verified(TestRequest.of(bytes, signer.sign(bytes, Sample.SIGNED_AT, headers)));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
