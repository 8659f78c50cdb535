package org.gatepost.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URL;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gatepost.sample.broxi.BroxiObservers;
import org.gatepost.sample.record.Received;
import org.gatepost.sample.server.Client;
import org.gatepost.sample.server.GithubPayloads;
import org.gatepost.sample.server.Payloads;
import org.gatepost.sample.server.Request;
import org.gatepost.sample.server.Source;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The WAR that was built, on managed Payara Micro, over HTTP. */
@ExtendWith(ArquillianExtension.class)
class SampleIT {
  @ArquillianResource private URL base;
  private Client client;

  @Deployment(testable = false)
  static WebArchive sample() {
    return ShrinkWrap.createFromZipFile(WebArchive.class, new File("target/gatepost-sample.war"));
  }

  @BeforeEach
  void connect() throws Exception {
    client = new Client(base.toURI());
  }

  @Test
  void everySendersGenuineDeliveryReachesItsObservers() throws Exception {
    String id = id();
    expect(
        "broxi",
        "workflow.completed",
        id,
        List.of("workflowCompleted"),
        Request.of(Source.BROXI, Payloads.workflowCompleted(id)));
    id = id();
    expect(
        "broxi",
        "user.message.received",
        id,
        List.of("userMessage"),
        Request.of(Source.BROXI, Payloads.userMessage(id)));
    id = id();
    expect(
        "broxi",
        "api.quota.warning",
        id,
        List.of("quotaWarning"),
        Request.of(Source.BROXI, Payloads.quotaWarning(id)));
    id = id();
    expect(
        "broxi-body",
        "workflow.failed",
        id,
        List.of("anyFailure", "workflowFailed"),
        Request.of(Source.BROXI_BODY, Payloads.workflowFailed(id)));
    id = id();
    expect(
        "sop",
        "completed",
        id,
        List.of("runFinished"),
        Request.of(Source.SOP, Payloads.sopRun(id)));
    id = id();
    expect(
        "x-signature",
        "survey.completed",
        id,
        List.of("automation"),
        Request.of(Source.X_SIGNATURE, Payloads.automation(id)));
    id = id();
    expect(
        "github", "push", id, List.of("anything", "push"), github("push", id, Payloads.push(id)));
    id = id();
    expect(
        "github",
        "issues.opened",
        id,
        List.of("anything", "issue"),
        github("issues", id, Payloads.issueOpened(id.hashCode())));
    id = id();
    expect(
        "stripe",
        "invoice.paid",
        id,
        List.of("invoicePaid"),
        Request.of(Source.STRIPE, Payloads.invoicePaid(id)));
    id = id();
    expect(
        "slack",
        "app_mention",
        id,
        List.of("slack"),
        Request.of(Source.SLACK, Payloads.slackMention(id)));
    id = id();
    expect(
        "standard",
        "contact.created",
        id,
        List.of("standard"),
        Request.of(
            Source.STANDARD, Instant.now(), Map.of("webhook-id", id), Payloads.contactCreated()));
  }

  @Test
  void whatGithubTellsBesidesIsWrittenDownUnderItsType() throws Exception {
    String id = id();
    expect(
        "github",
        "workflow_run.completed",
        id,
        List.of("anything"),
        github("workflow_run", id, "{\"action\": \"completed\", \"at\": \"" + id + "\"}"));
    id = id();
    expect(
        "github", "ping", id, List.of("anything"), github("ping", id, "{\"zen\": \"" + id + "\"}"));
  }

  @Test
  void whateverGithubSendsIsWrittenDownUnderItsType() throws Exception {
    Map<String, String> types = new LinkedHashMap<>();
    for (GithubPayloads.Payload payload : GithubPayloads.all()) {
      String id = id();
      types.put(id, payload.type());
      HttpResponse<String> answer = client.send(payload.request(id));
      assertThat(answer.body()).as(payload.name()).isEqualTo("{\"status\":\"success\"}");
    }

    Map<String, String> written = new LinkedHashMap<>();
    for (Received received : client.received()) {
      if (received.observer().equals("anything")) {
        written.put(received.id(), received.type());
      }
    }
    assertThat(written).containsAllEntriesOf(types);
  }

  @Test
  void whatIsNotGenuineOrNotFreshIsRefusedAlike() throws Exception {
    Request genuine = Request.of(Source.BROXI, Payloads.workflowCompleted(id()));
    List<HttpResponse<String>> answers = new ArrayList<>();
    answers.add(client.send(genuine.unsigned()));
    answers.add(client.send(genuine.forged(genuine.body().replace("order", "0rder"))));
    for (Duration shift : List.of(Duration.ofSeconds(-320), Duration.ofSeconds(320))) {
      Instant time = Instant.now().plus(shift);
      answers.add(
          client.send(Request.of(Source.BROXI, time, Map.of(), Payloads.workflowCompleted(id()))));
    }
    assertThat(answers)
        .allSatisfy(
            answer -> {
              assertThat(answer.statusCode()).isEqualTo(401);
              assertThat(answer.body()).isEqualTo("{\"error\":\"Invalid signature\"}");
              assertThat(answer.headers().map().keySet())
                  .isEqualTo(answers.get(0).headers().map().keySet());
            });
  }

  @Test
  void typeWithoutObserverIsIgnored() throws Exception {
    HttpResponse<String> answer =
        client.send(Request.of(Source.BROXI, Payloads.broxi("system.maintenance", id(), "{}")));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"status\":\"ignored\"}");
  }

  @Test
  void secondCopyIsAnsweredAndNotProcessed() throws Exception {
    String id = id();
    assertThat(client.send(Request.of(Source.BROXI, Payloads.workflowCompleted(id))).body())
        .isEqualTo("{\"status\":\"success\"}");
    // Signed again at another time, as a sender's retry is.
    Request copy =
        Request.of(
            Source.BROXI, Instant.now().minusSeconds(7), Map.of(), Payloads.workflowCompleted(id));
    HttpResponse<String> answer = client.send(copy);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"status\":\"already_processed\"}");
    assertThat(seen(id)).extracting(Received::observer).containsExactly("workflowCompleted");
  }

  @Test
  void simultaneousCopiesRunTheObserverOnce() throws Exception {
    int copies = 32;
    String id = id();
    Request request = Request.of(Source.BROXI, Payloads.workflowCompleted(id));
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService senders = Executors.newFixedThreadPool(copies);
    try {
      List<Future<HttpResponse<String>>> answers = new ArrayList<>();
      for (int i = 0; i < copies; i++) {
        answers.add(
            senders.submit(
                () -> {
                  start.await();
                  return client.send(request);
                }));
      }
      start.countDown();
      List<String> bodies = new ArrayList<>();
      for (Future<HttpResponse<String>> answer : answers) {
        HttpResponse<String> received = answer.get();
        bodies.add(received.body());
        assertThat(received.headers().firstValue("Retry-After").isPresent())
            .isEqualTo(received.statusCode() == 503);
      }
      assertThat(bodies)
          .containsOnlyOnce("{\"status\":\"success\"}")
          .isSubsetOf(
              "{\"status\":\"success\"}",
              "{\"status\":\"already_processed\"}",
              "{\"error\":\"Try again later\"}");
    } finally {
      senders.shutdownNow();
    }
    assertThat(seen(id)).extracting(Received::observer).containsExactly("workflowCompleted");
  }

  @Test
  void retryReachesOnlyTheObserverThatFailed() throws Exception {
    String id = id();
    Request request =
        Request.of(Source.BROXI, Payloads.workflowTimeout(id, BroxiObservers.PAGER_DOWN_AT_FIRST));
    HttpResponse<String> first = client.send(request);
    assertThat(first.statusCode()).isEqualTo(500);
    assertThat(first.body()).isEqualTo("{\"error\":\"Processing failed\"}");
    assertThat(client.send(request).body()).isEqualTo("{\"status\":\"success\"}");
    assertThat(client.send(request).body()).isEqualTo("{\"status\":\"already_processed\"}");
    assertThat(seen(id))
        .extracting(received -> received.observer() + " " + received.attempt())
        .containsExactly("workflowTimeout 1", "pageSomebody 2");
  }

  @Test
  void oversizedBodyIsRefusedHoweverItIsSent() throws Exception {
    String long1 =
        Payloads.broxi(
            "workflow.completed", id(), "{\"workflow_id\": \"" + "w".repeat(1 << 20) + "\"}");
    Request request = Request.of(Source.BROXI, long1);
    assertThat(client.send(request).statusCode()).isEqualTo(413);
    HttpResponse<String> chunked = client.sendChunked(request);
    assertThat(chunked.statusCode()).isEqualTo(413);
    assertThat(chunked.body()).isEqualTo("{\"error\":\"Payload too large\"}");
  }

  @Test
  void payloadThatDoesNotBindKeepsItsObserverAloneFromRunning() throws Exception {
    String id = id();
    HttpResponse<String> answer =
        client.send(
            Request.of(Source.BROXI, Payloads.broxi("workflow.failed", id, "\"not an object\"")));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo("{\"error\":\"Invalid payload\"}");
    assertThat(seen(id)).extracting(Received::observer).containsExactly("anyFailure");
  }

  @Test
  void pathBehindNoFilterIsRefused() throws Exception {
    assertThat(client.get("webhooks/nobody").statusCode()).isEqualTo(500);
  }

  @Test
  void pageShowsWhatWasReceivedAsText() throws Exception {
    String id = "<script>" + id();
    client.send(Request.of(Source.BROXI, Payloads.workflowCompleted(id)));
    HttpResponse<String> page = client.get("");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains(id.replace("<script>", "&lt;script&gt;"))
        .doesNotContain("<script>");
  }

  private void expect(
      String source, String type, String id, List<String> observers, Request request)
      throws Exception {
    HttpResponse<String> answer = client.send(request);
    assertThat(answer.statusCode()).as(source + " " + type).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"status\":\"success\"}");
    assertThat(seen(id))
        .allSatisfy(
            received -> {
              assertThat(received.source()).isEqualTo(source);
              assertThat(received.type()).isEqualTo(type);
              assertThat(received.attempt()).isEqualTo(1);
              assertThat(received.receivedAt())
                  .isBetween(Instant.now().minusSeconds(60), Instant.now());
            })
        .extracting(Received::observer)
        .containsExactlyElementsOf(observers);
  }

  private static Request github(String event, String id, String body) {
    return Request.of(Source.GITHUB, Instant.now(), Payloads.githubHeaders(event, id), body);
  }

  private List<Received> seen(String id) throws Exception {
    return client.received().stream().filter(received -> id.equals(received.id())).toList();
  }

  private static String id() {
    return "id_" + UUID.randomUUID();
  }
}
