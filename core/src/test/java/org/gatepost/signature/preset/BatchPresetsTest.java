package org.gatepost.signature.preset;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gatepost.signature.OutgoingRequest;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.Verified;
import org.gatepost.signature.VerifiedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Senders that put several events into one request: each event's key and type. */
class BatchPresetsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Secret SECRET = Secret.of("test", "secret:shared");
  private static final String DIGEST = "[0-9a-f]{64}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '!',
      value = {
        "hubspot-v1 | [{\"eventId\": 7, \"subscriptionId\": 12, \"occurredAt\": 99, \"subscriptionType\": \"contact.creation\", \"attemptNumber\": 0}] | 7.12.99 contact.creation",
        "hubspot-v2 | [{\"eventId\": 7, \"subscriptionType\": \"contact.creation\"}] | sha256:#;event=0 contact.creation",
        "hubspot-v3 | [{\"eventId\": 7, \"subscriptionId\": 12, \"occurredAt\": 99, \"subscriptionType\": \"deal.deletion\"}, {\"eventId\": 8, \"subscriptionId\": 12, \"occurredAt\": 99, \"subscriptionType\": \"deal.creation\"}] | 7.12.99 deal.deletion, 8.12.99 deal.creation",
        "quickbooks | {\"eventNotifications\": [{\"realmId\": \"1\", \"dataChangeEvent\": {\"entities\": [{\"name\": \"Invoice\", \"id\": \"9\", \"operation\": \"Update\", \"lastUpdated\": \"2026-01-01T00:00:00Z\"}, {\"name\": \"Customer\", \"id\": \"9\", \"operation\": \"Create\", \"lastUpdated\": \"2026-01-01T00:00:01Z\"}]}}]} | Invoice.9.Update.2026-01-01T00:00:00Z Invoice.Update, Customer.9.Create.2026-01-01T00:00:01Z Customer.Create",
        "quickbooks | [{\"specversion\": \"1.0\", \"id\": \"e1\", \"source\": \"intuit.x\", \"type\": \"qbo.customer.created.v1\"}] | intuit.x#e1 qbo.customer.created.v1",
        "gocardless | {\"events\": [{\"id\": \"EV1\", \"resource_type\": \"payments\", \"action\": \"confirmed\"}, {\"id\": \"EV2\", \"resource_type\": \"mandates\", \"action\": \"created\"}]} | EV1 payments.confirmed, EV2 mandates.created",
        "line | {\"destination\": \"U\", \"events\": [{\"type\": \"message\", \"webhookEventId\": \"01H\", \"deliveryContext\": {\"isRedelivery\": true}}]} | 01H message",
        "mandrill | [{\"event\": \"send\", \"_id\": \"m\"}, {\"type\": \"blacklist\"}] | sha256:#;form;event=0 send, sha256:#;form;event=1 blacklist",
        "pusher-channels | {\"time_ms\": 1, \"events\": [{\"name\": \"channel_occupied\", \"channel\": \"a\"}, {\"name\": \"member_added\"}]} | sha256:#;event=0 channel_occupied, sha256:#;event=1 member_added",
        "meta | {\"object\": \"page\", \"entry\": [{\"changes\": [{\"field\": \"feed\"}]}, {\"changes\": [{\"field\": \"likes\"}]}]} | sha256:#;event=0 page.feed, sha256:#;event=1 page.likes",
        "meta | {\"object\": \"page\", \"entry\": [{\"messaging\": [{\"message\": {}}]}]} | sha256:#;event=0 page",
        "meta | {\"object\": \"page\", \"entry\": [{\"messaging\": [{\"message\": {}}]}, {\"changes\": [{\"field\": \"feed\"}]}, {\"standby\": [{}], \"messaging\": [{}]}]} | sha256:#;event=0 page, sha256:#;event=1 page.feed, sha256:#;event=2 page, sha256:#;event=3 page",
        "xero | {\"events\": [{\"eventCategory\": \"INVOICE\", \"eventType\": \"UPDATE\"}], \"firstEventSequence\": 1, \"lastEventSequence\": 1} | sha256:#;event=0 INVOICE.UPDATE",
        "sparkpost | [{\"msys\": {\"message_event\": {\"type\": \"delivery\", \"event_id\": \"92\"}}}, {\"msys\": {\"relay_message\": {}}}] | 92 delivery, b1;event=1 ",
        "microsoft-graph | {\"value\": [{\"clientState\": \"secret:shared\", \"changeType\": \"created\"}, {\"clientState\": \"secret:shared\", \"lifecycleEvent\": \"missed\"}]} | sha256:#;event=0 created, sha256:#;event=1 missed",
        "event-grid | [{\"id\": \"g1\", \"eventType\": \"Microsoft.Storage.BlobCreated\"}, {\"id\": \"g2\", \"type\": \"x.y\"}] | g1 Microsoft.Storage.BlobCreated, g2 x.y",
        "okta | {\"eventType\": \"com.okta.event_hook\", \"data\": {\"events\": [{\"uuid\": \"u1\", \"eventType\": \"user.session.start\"}, {\"uuid\": \"u2\", \"eventType\": \"user.session.end\"}]}} | u1 user.session.start, u2 user.session.end",
        "klaviyo | {\"data\": [{\"external_id\": \"k1\", \"topic\": \"event:klaviyo.email_delivered\"}, {\"external_id\": \"k2\", \"topic\": \"event:klaviyo.sent_sms\"}], \"meta\": {}} | k1 event:klaviyo.email_delivered, k2 event:klaviyo.sent_sms",
        "asana | {\"events\": [{\"action\": \"added\", \"resource\": {\"gid\": \"1\", \"resource_type\": \"task\"}}, {\"action\": \"changed\", \"resource\": {\"gid\": \"1\", \"resource_type\": \"task\"}}]} | sha256:#;event=0 task.added, sha256:#;event=1 task.changed",
        "ably | {\"items\": [{\"webhookId\": \"w\", \"name\": \"channel.message\"}, {\"webhookId\": \"w\", \"name\": \"presence.message\"}]} | sha256:#;event=0 channel.message, sha256:#;event=1 presence.message",
        "brevo | [{\"event\": \"delivered\"}, {\"event\": \"click\"}] | sha256:#;event=0 delivered, sha256:#;event=1 click",
        "twilio-json | [{\"specversion\": \"1.0\", \"type\": \"com.twilio.messaging.message.sent\", \"id\": \"EZ1\"}] | sha256:#;event=0 com.twilio.messaging.message.sent",
        "sharepoint | {\"value\": [{\"clientState\": \"secret:shared\"}, {\"clientState\": \"secret:shared\"}]} | sha256:#;event=0, sha256:#;event=1",
        "cloudevents | [{\"specversion\": \"1.0\", \"id\": \"1\", \"source\": \"a\", \"type\": \"t.u\"}, {\"specversion\": \"1.0\", \"id\": \"1\", \"source\": \"b\", \"type\": \"t.u\"}] | sha256:#;type=t.u;id=1 t.u, sha256:#;type=t.u;id=1 t.u"
      })
  void eachEventHasItsKeyAndType(String preset, String json, String expected) {
    Verified whole = verified(preset, json);

    List<String> found =
        whole.events().stream()
            .map(event -> (event.key().orElseThrow() + " " + event.type()).strip())
            .map(text -> text.replaceAll(DIGEST, "#"))
            .toList();
    assertThat(String.join(", ", found)).isEqualTo(expected);
  }

  @Test
  void eventOfABatchOfCloudEventsIsTheSameInAnother() {
    String one = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"a\",\"type\":\"t\"}";
    String other = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"b\",\"type\":\"t\"}";
    List<VerifiedEvent> first = verified("cloudevents", "[" + one + "," + other + "]").events();
    List<VerifiedEvent> second = verified("cloudevents", "[" + other + "]").events();

    assertThat(second.get(0).key()).isEqualTo(first.get(1).key()).isNotEqualTo(first.get(0).key());
    assertThat(second.get(0).id()).contains("1");
  }

  @Test
  void arrayBehindTheHeadersOfBinaryModeIsTheDataOfOneCloudEvent() {
    Verified verified =
        verified(
            "cloudevents", "[{\"id\":\"1\",\"type\":\"t\"}]", Map.of("ce-id", "9", "ce-type", "u"));

    assertThat(verified.events()).isEmpty();
    assertThat(verified.id()).contains("9");
    assertThat(verified.type()).isEqualTo("u");
  }

  @Test
  void cloudEventInStructuredModeIsOne() {
    Verified verified = verified("cloudevents", "{\"id\":\"1\",\"type\":\"t\",\"data\":[{},{}]}");

    assertThat(verified.events()).isEmpty();
    assertThat(verified.id()).contains("1");
    assertThat(verified.type()).isEqualTo("t");
  }

  private static Verified verified(String preset, String json) {
    return verified(preset, json, Map.of());
  }

  private static Verified verified(String preset, String json, Map<String, String> further) {
    Scheme scheme = Scheme.preset(preset);
    boolean form = preset.equals("mandrill");
    String body =
        form ? "mandrill_events=" + URLEncoder.encode(json, StandardCharsets.UTF_8) : json;
    Map<String, String> headers = new TreeMap<>(further);
    headers.put("Content-Type", form ? "application/x-www-form-urlencoded" : "application/json");
    headers.put("X-MessageSystems-Batch-ID", "b1");
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    OutgoingRequest request =
        preset.equals("microsoft-graph") || preset.equals("sharepoint")
            // What its signer would write stands in the body already.
            ? new OutgoingRequest("POST", "https://example.com/hook", headers, bytes)
            : scheme
                .signer(SECRET)
                .request("POST", "https://example.com/hook", bytes, NOW, headers);
    return (Verified) scheme.verifier(List.of(SECRET)).verify(request, NOW);
  }
}
