package org.gatepost.signature.internal.scheme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.Verified;
import org.gatepost.signature.Verifier;
import org.gatepost.signature.fixture.Sample;
import org.gatepost.signature.fixture.TestRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The grammar of {@code key}, and that other parts are another key. */
class KeyRuleTest {
  private static final Secret SECRET = Secret.of("test", "s");

  @ParameterizedTest
  @CsvSource({
    "none,none",
    "id,id",
    "digest,digest",
    "digest-and-type,digest and type",
    "digest and type,digest and type",
    "id and type and time,id and type and time",
    "digest and time and id and type,digest and type and id and time"
  })
  void ruleIsABaseAndWhatIsAddedInAnyOrder(String text, String rule) {
    assertThat(KeyRule.parse(text)).hasToString(rule);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "type",
        "time",
        "none and type",
        "id and id",
        "digest and type and type",
        "digest and digest",
        "digest  and type",
        "digest and",
        "digest, type",
        "digest-and-time",
        "DIGEST"
      })
  void otherRulesAreRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyRule.parse(text))
        .withMessage(
            "must be none, or id or digest, joined by and with type, id or time, each once");
  }

  @Test
  void noOtherPartsMakeTheSameKey() {
    KeyRule rule = KeyRule.parse("id and type and time");
    List<String> texts = List.of("", "a", ";", "%3B", "%", "a;type=b", ";type=;time=", ";time=a");
    Set<String> keys = new HashSet<>();
    for (String id : texts) {
      for (String type : texts) {
        for (String time : texts) {
          assertThat(keys.add(rule.key(id, null, type, null, time))).isTrue();
        }
      }
    }
  }

  @Test
  void partsAreInTheKey() {
    Map<String, String> keys =
        Map.of(
            "algorithm", "TOKEN",
            "signature", "{header:Token}",
            "id", "{header:Id}",
            "type", "{header:Type}");
    TestRequest request = TestRequest.of("{}", Map.of("Token", "s", "Id", "i", "Type", "t;%"));
    String digest = "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

    // Under a token any id counts, and so it is the key where nothing is said.
    assertThat(key(keys, Map.of(), request)).isEqualTo("i;type=t%3B%25");
    assertThat(key(keys, Map.of(), request.without("Id"))).isEqualTo(digest + ";type=t%3B%25");
    assertThat(key(keys, Map.of("key", "id"), request)).isEqualTo("i");
    assertThat(key(keys, Map.of("key", "digest"), request)).isEqualTo(digest);
    assertThat(key(keys, Map.of("key", "digest and id"), request)).isEqualTo(digest + ";id=i");
    assertThat(key(keys, Map.of("repeatable-types", "a, t;%"), request))
        .isEqualTo("i;type=t%3B%25");
    assertThat(key(keys, Map.of("key", "digest", "repeatable-types", "a, t;%"), request))
        .isEqualTo(digest + ";id=i");
  }

  private static String key(
      Map<String, String> keys, Map<String, String> more, TestRequest request) {
    Map<String, String> all = new java.util.HashMap<>(keys);
    all.putAll(more);
    Verifier verifier = Scheme.of("custom", all).verifier(List.of(SECRET));
    return ((Verified) verifier.verify(request, Sample.SIGNED_AT)).key().orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{json:/0/id}", "{json:/events/12/id} or {json:/id}", "{json:/a/0}"})
  void idIsNoElementOfAnArray(String id) {
    for (String preset : List.of("stripe", "header-token", "github")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Scheme.of(preset, Map.of("id", id)))
          .withMessageStartingWith("key [id] must not be an element of an array")
          .withMessageEndingWith("was [" + id + "]");
    }
  }

  @Test
  void timeInTheKeyNeedsASignedTime() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Scheme.of("github", Map.of("key", "digest and time")))
        .withMessage("key [key] must come with time, was [digest and time]");
  }

  @ParameterizedTest
  @CsvSource({
    "team.*,team.added,true",
    "team.*,team.,true",
    "team.*,team,false",
    "team.*,team.a.b,false",
    "team.*,steam.added,false",
    "team.**,team.a.b,true",
    "team.**,team,false",
    "team,team,true",
    "team,team.added,false"
  })
  void repeatableTypesAreNamesOrBeginnings(String pattern, String type, boolean contained) {
    assertThat(RepeatableTypes.parse("other, " + pattern).contains(type)).isEqualTo(contained);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*", "a*", "a.*.b", "a.***", "a.*b", ".*", "a,,b"})
  void otherPatternsAreRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RepeatableTypes.parse(text))
        .withMessageStartingWith("must be none, or types separated by commas");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a has", "a has b and ", "a has b and a has c", "a has b has c"})
  void otherMembersAreRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Scheme.of("github", Map.of("type-members", text)))
        .withMessageStartingWith("key [type-members] must be of the form TYPE has MEMBER");
  }
}
