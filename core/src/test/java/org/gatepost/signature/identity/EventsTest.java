package org.gatepost.signature.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gatepost.signature.InvalidSchemeException;
import org.gatepost.signature.OutgoingRequest;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.UnclearRequestException;
import org.gatepost.signature.Verified;
import org.gatepost.signature.VerifiedEvent;
import org.junit.jupiter.api.Test;

/** The events of a request that holds several, by the scheme key {@code events}. */
class EventsTest {
  private static final Map<String, String> BATCH =
      Map.of("events", "/*", "id", "{event:/id}", "type", "{event:/type}", "key", "id");
  private static final Secret SECRET = Secret.of("test", "a secret");

  private static Verified verified(Map<String, String> keys, String body) {
    return verified(keys, Map.of(), body);
  }

  private static Verified verified(
      Map<String, String> keys, Map<String, String> headers, String body) {
    Scheme scheme = Scheme.of("x-signature", keys);
    OutgoingRequest request =
        scheme
            .signer(SECRET)
            .request(
                "POST",
                "https://example.com/hook",
                body.getBytes(StandardCharsets.UTF_8),
                Instant.EPOCH,
                headers);
    return (Verified) scheme.verifier(List.of(SECRET)).verify(request, Instant.EPOCH);
  }

  private static Map<String, String> with(String... more) {
    Map<String, String> keys = new HashMap<>(BATCH);
    for (int i = 0; i < more.length; i += 2) {
      keys.put(more[i], more[i + 1]);
    }
    return keys;
  }

  @Test
  void eachEventHasItsIdTypeKeyAndBytes() {
    Verified whole =
        verified(BATCH, "[{\"id\": \"1\", \"type\": \"a\"}, {\"id\": 2, \"type\": \"b\"}]");

    assertThat(whole.id()).isEmpty();
    assertThat(whole.type()).isEmpty();
    assertThat(whole.key().orElseThrow()).startsWith("sha256:");
    assertThat(whole.events())
        .extracting(event -> event.id().orElseThrow())
        .containsExactly("1", "2");
    assertThat(whole.events()).extracting(Verified::type).containsExactly("a", "b");
    assertThat(whole.events())
        .extracting(event -> event.key().orElseThrow())
        .containsExactly("1", "2");
    VerifiedEvent second = whole.events().get(1);
    assertThat(second.index()).isEqualTo(1);
    assertThat(new String(second.request().body(), StandardCharsets.UTF_8))
        .isEqualTo("{\"id\": 2, \"type\": \"b\"}");
    assertThat(second.whole()).isSameAs(whole);
    assertThat(second.secretLabel()).isEqualTo("test");
    assertThat(second.events()).isEmpty();
    assertThat(second.request().headers("content-type")).containsExactly("application/json");
  }

  @Test
  void whatThePointerDoesNotMatchIsOneEvent() {
    Verified whole = verified(BATCH, "{\"id\": \"1\", \"type\": \"a\"}");

    assertThat(whole.events()).isEmpty();
    assertThat(whole.id()).contains("1");
    assertThat(whole.type()).isEqualTo("a");
    assertThat(whole.key()).contains("1");
  }

  @Test
  void eventWithoutAnIdHasTheDigestAndItsIndex() {
    Verified whole = verified(BATCH, "[{\"type\": \"a\"}, {\"type\": \"a\"}]");

    String digest = whole.key().orElseThrow();
    assertThat(whole.events())
        .extracting(Verified::key)
        .containsExactly(Optional.of(digest + ";event=0"), Optional.of(digest + ";event=1"));
  }

  @Test
  void typeOfAnEventMayStandPartlyInTheBody() {
    Map<String, String> keys =
        with("events", "/entry/*/changes/*", "type", "{json:/object}.{event:/field}");
    Verified whole =
        verified(
            keys,
            "{\"object\": \"page\", \"entry\": [{\"changes\": [{\"field\": \"feed\"}]},"
                + " {\"changes\": [{\"field\": \"likes\"}]}]}");

    assertThat(whole.events())
        .extracting(Verified::type)
        .containsExactly("page.feed", "page.likes");
  }

  @Test
  void typeThatAHeaderHasIsThatOfTheWholeToo() {
    Verified whole =
        verified(with("type", "{header:X-Type}"), Map.of("X-Type", "a"), "[{\"id\": \"1\"}]");

    assertThat(whole.type()).isEqualTo("a");
    assertThat(whole.events()).extracting(Verified::type).containsExactly("a");
  }

  @Test
  void requestWhoseEventsAreOfOneTypeHasThatAndOfASingleOneTheId() {
    Verified two =
        verified(BATCH, "[{\"id\": \"1\", \"type\": \"a\"}, {\"id\": \"2\", \"type\": \"a\"}]");
    assertThat(two.type()).isEqualTo("a");
    assertThat(two.id()).isEmpty();

    Verified one = verified(BATCH, "[{\"id\": \"1\", \"type\": \"a\"}]");
    assertThat(one.id()).contains("1");
    // Not that of the event, which is claimed by itself.
    assertThat(one.key().orElseThrow()).startsWith("sha256:");
  }

  @Test
  void idOfTheWholeIsNotTakenForThatOfAnEvent() {
    Map<String, String> keys = with("events", "/events/*", "id", "{event:/id} or {json:/batch}");
    Verified whole = verified(keys, "{\"batch\": \"b\", \"events\": [{}, {\"id\": \"1\"}]}");

    assertThat(whole.key()).contains("b");
    assertThat(whole.events())
        .extracting(event -> event.key().orElseThrow())
        .containsExactly("b;event=0", "1");
    assertThat(whole.events())
        .extracting(event -> event.id().orElseThrow())
        .containsExactly("b", "1");
  }

  @Test
  void eventsOfAFormStandInItsField() {
    Verified whole =
        verified(
            with("json-field", "events"),
            Map.of("Content-Type", "application/x-www-form-urlencoded"),
            "events=%5B%7B%22id%22%3A%221%22%7D%5D");

    VerifiedEvent event = whole.events().get(0);
    assertThat(event.key()).contains("1;form");
    assertThat(event.request().body()).asString().isEqualTo("{\"id\":\"1\"}");
    assertThat(event.form()).isEmpty();
    assertThat(event.formJson()).isEmpty();
    assertThat(
            verified(
                    with("json-field", "events"),
                    Map.of("Content-Type", "application/x-www-form-urlencoded"),
                    "other=1")
                .events())
        .isEmpty();
  }

  @Test
  void requestWithoutABodyIsOneEventWithoutIdAndType() {
    Verified whole = verified(BATCH, "");

    assertThat(whole.events()).isEmpty();
    assertThat(whole.id()).isEmpty();
    assertThat(whole.type()).isEmpty();
  }

  @Test
  void allPointersCountInTheOrderOfTheBody() {
    Map<String, String> keys = with("events", "/a/* or /b/* or /a/*");
    assertThat(verified(keys, "{\"b\": [1, 2]}").events()).hasSize(2);
    assertThat(verified(keys, "{\"b\": [1, 2], \"c\": [3], \"a\": [4]}").events())
        .extracting(event -> new String(event.request().body(), StandardCharsets.UTF_8))
        .containsExactly("1", "2", "4");
    String many = "[" + "1,".repeat(5000) + "1]";
    assertThatExceptionOfType(UnclearRequestException.class)
        .isThrownBy(() -> verified(keys, "{\"a\": " + many + ", \"b\": " + many + "}").events())
        .withMessageContaining("more than 10000 events");
    assertThat(verified(keys, "{\"c\": [1]}").events()).isEmpty();
  }

  @Test
  void keyOfEventsIsNoneWhereThatOfTheSchemeIs() {
    assertThat(verified(with("key", "none"), "[{\"id\": \"1\"}]").events())
        .extracting(Verified::key)
        .containsExactly(Optional.empty());
  }

  @Test
  void bodyThatDoesNotSayWhatItsEventsAreIsUnclear() {
    unclear("[{\"id\": \"1\", \"id\": \"2\"}]", "event field /id is there twice");
    unclear("[{\"id\": \"\\ud800\"}]", "event field /id cannot be read");
    unclear("[", "the events at /* cannot be read: the body is not JSON in UTF-8");
    unclear("[" + "1,".repeat(10_000) + "1]", "there are more than 10000 events at /*");
    unclear("[{\"type\": \"" + "x".repeat(256) + "\"}]", "the type has more than 255 characters");
  }

  private static void unclear(String body, String detail) {
    assertThatExceptionOfType(UnclearRequestException.class)
        .isThrownBy(() -> verified(BATCH, body).events())
        .satisfies(e -> assertThat(e.refusal().detail()).contains(detail));
  }

  @Test
  void schemeThatCannotHaveEventsIsRefused() {
    invalid(
        Map.of("id", "{event:/id}", "key", "id"),
        "key [events] must be given, because of {event:/id}");
    invalid(with("events", "/events"), "key [events] must be a JSON pointer with *");
    invalid(
        with("events", "/* when {event:/a} is b"),
        "key [events] must have conditions of the request, not of an event, behind when");
    invalid(
        with("events", "/* when {header:A}"),
        "key [events] must be of the form {header:NAME} is VALUE");
    invalid(with("events", "/* when {body} is b"), "key [events] must not refer to bytes");
    invalid(with("events", "events/*"), "must be a JSON pointer such as");
    invalid(with("require", "{event:/a} is b"), "key [events] lets id and type have {event:...}");
  }

  private static void invalid(Map<String, String> keys, String message) {
    assertThatExceptionOfType(InvalidSchemeException.class)
        .isThrownBy(() -> Scheme.of("x-signature", keys))
        .withMessageContaining(message);
  }
}
