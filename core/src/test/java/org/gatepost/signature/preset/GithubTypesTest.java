package org.gatepost.signature.preset;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.UnclearRequestException;
import org.gatepost.signature.Verified;
import org.gatepost.signature.Verifier;
import org.gatepost.signature.fixture.Sample;
import org.gatepost.signature.fixture.TestRequest;
import org.gatepost.signature.internal.format.FormPairs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** GitHub's types are not signed: what somebody with a captured request can do with them. */
class GithubTypesTest {
  private static final Secret SECRET = Secret.of("test", "s3cr3t");
  private static final Verifier VERIFIER = Scheme.preset("github").verifier(List.of(SECRET));

  private static TestRequest captured(String event, String body) {
    return TestRequest.of(body, Map.of("X-GitHub-Event", event, "X-GitHub-Delivery", "g-1"))
        .signed("github", SECRET, Sample.SIGNED_AT);
  }

  private static String key(TestRequest request) {
    return ((Verified) VERIFIER.verify(request, Sample.SIGNED_AT)).key().orElseThrow();
  }

  @Test
  void captureUnderAnotherTypeIsAnotherDelivery() {
    TestRequest push = captured("push", "{\"ref\":\"r\",\"commits\":[],\"sender\":{}}");

    assertThat(key(push.with("X-GitHub-Event", "nothing"))).isNotEqualTo(key(push));
    assertThat(key(push.with("X-GitHub-Delivery", "g-2"))).isEqualTo(key(push));
  }

  @ParameterizedTest
  @CsvSource({
    "push,'{\"commits\":[]}',release",
    "push,'{\"commits\":[]}',issues",
    "push,'{\"commits\":[]}',workflow_dispatch",
    "push,'{\"commits\":[]}',release.published",
    "push,'{\"commits\":[]}',issues.opened",
    "push,'{\"commits\":[]}',team.created",
    "push,'{\"commits\":[]}',membership.",
    "push,'{\"commits\":[]}',repository_dispatch.a.b",
    "issues,'{\"action\":\"opened\",\"issue\":{}}',repository_dispatch.a",
    "secret_scanning_alert,'{\"action\":\"revoked\",\"alert\":{}}',github_app_authorization",
    "push,'{\"commits\":[]}',github_app_authorization.revoked",
    "issues,'{\"action\":\"opened\",\"issue\":{}}',issue_comment",
    "issues,'{\"action\":\"opened\",\"issue\":{}}',team",
    "repository,'{\"action\":\"created\",\"repository\":{}}',team",
    "repository,'{\"action\":\"created\",\"repository\":{}}',membership",
    "repository,'{\"action\":\"created\",\"repository\":{}}',org_block",
    "repository,'{\"action\":\"created\",\"repository\":{}}',repository_dispatch",
    "public,'{\"repository\":{}}',workflow_dispatch"
  })
  void bodyThatContradictsItsTypeIsRefused(String event, String body, String other) {
    TestRequest request = captured(event, body);
    assertThat(key(request)).contains(";type=" + event);

    Verified verified =
        (Verified) VERIFIER.verify(request.with("X-GitHub-Event", other), Sample.SIGNED_AT);
    assertThat(refusal(verified).reason()).isEqualTo(Refusal.Reason.AMBIGUOUS);
    assertThat(refusal(verified).detail())
        .isEqualTo("the body is of another type than header X-GitHub-Event");
  }

  /** RFC 8259, section 8.2: JSON may have it, and the type is not read from there. */
  @Test
  void memberMayHoldWhatHasNoText() {
    TestRequest ping = captured("ping", "{\"zen\":\"\\ud800\",\"\\udc00\":1,\"hook_id\":1}");
    assertThat(key(ping)).contains(";type=ping");
  }

  @Test
  void typeThatHasNoTextIsRefused() {
    TestRequest issue = captured("issues", "{\"action\":\"\\ud800\",\"issue\":{}}");
    Verified verified = (Verified) VERIFIER.verify(issue, Sample.SIGNED_AT);
    assertThat(refusal(verified).reason()).isEqualTo(Refusal.Reason.UNREADABLE);
    assertThat(refusal(verified).detail())
        .isEqualTo("body field /action cannot be read: it has half a surrogate pair");
  }

  private static Refusal refusal(Verified verified) {
    try {
      throw new AssertionError("a type: " + verified.type());
    } catch (UnclearRequestException e) {
      return e.refusal();
    }
  }

  @Test
  void formIsHeldAgainstItsTypeToo() {
    String form = "payload=" + URLEncoder.encode("{\"commits\":[]}", StandardCharsets.UTF_8);
    TestRequest push =
        TestRequest.of(form, Map.of("X-GitHub-Event", "push", "Content-Type", FormPairs.MEDIA_TYPE))
            .signed("github", SECRET, Sample.SIGNED_AT);

    assertThat(key(push)).endsWith(";type=push;form");
    Verified release =
        (Verified) VERIFIER.verify(push.with("X-GitHub-Event", "release"), Sample.SIGNED_AT);
    assertThat(refusal(release).reason()).isEqualTo(Refusal.Reason.AMBIGUOUS);
  }

  @ParameterizedTest
  @CsvSource({"issues,{}", "push,'{\"ref\":\"r\"}'", "installation,'{\"issue\":1}'"})
  void whatContradictsNothingPasses(String event, String body) {
    assertThat(key(captured(event, body))).endsWith(";type=" + event);
  }

  @ParameterizedTest
  @CsvSource({
    "membership,'{\"action\":\"removed\",\"scope\":\"team\"}'",
    "team,'{\"action\":\"edited\",\"team\":{}}'",
    "org_block,'{\"action\":\"blocked\",\"blocked_user\":{}}'",
    "github_app_authorization,'{\"action\":\"revoked\"}'",
    "workflow_dispatch,'{\"inputs\":null}'",
    "repository_dispatch,'{\"action\":\"my.event\",\"client_payload\":null}'"
  })
  void equalBodiesOfRepeatableTypesAreDifferentEvents(String event, String body) {
    TestRequest first = captured(event, body);

    assertThat(key(first)).endsWith(";id=g-1");
    assertThat(key(first.with("X-GitHub-Delivery", "g-2"))).isNotEqualTo(key(first));
    // Chosen, the strict key is that of the body.
    Verifier strict =
        Scheme.of("github", Map.of("repeatable-types", "none")).verifier(List.of(SECRET));
    assertThat(((Verified) strict.verify(first, Sample.SIGNED_AT)).key().orElseThrow())
        .doesNotContain(";id=");
  }

  @Test
  void otherKeysAndTypesDoWithoutTheRules() {
    for (Map<String, String> keys :
        List.of(
            Map.of("key", "none"),
            Map.of("type", "{json:/action}"),
            Map.of("signed-content", "{header:N}", "unsigned-body", "true"))) {
      assertThat(Scheme.of("github", keys).name()).isEqualTo("github");
    }
  }
}
