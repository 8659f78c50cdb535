package org.gatepost.sample.run;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.gatepost.sample.broxi.BroxiObservers;
import org.gatepost.sample.record.Received;
import org.gatepost.sample.server.Client;
import org.gatepost.sample.server.PayaraMicro;
import org.gatepost.sample.server.Payloads;
import org.gatepost.sample.server.Request;
import org.gatepost.sample.server.Source;

/**
 * Starts the sample on Payara Micro, sends it deliveries of every kind, shows what came of each,
 * and stays up.
 */
public final class Demonstration {
  private static final String ROW = "%-52s %-6s %-30s %s%n";

  // Ids are new at every run, since the database remembers.
  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private final Client client;
  private int seen;

  private Demonstration(Client client) throws IOException, InterruptedException {
    this.client = client;
    this.seen = client.received().size();
  }

  /**
   * Runs the demonstration.
   *
   * @param args the build's folder, and the port
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path target = Path.of(args[0]);
    int port = Integer.parseInt(args[1]);
    requireFree(port);
    System.out.println();
    System.out.println("Starting the sample on Payara Micro ...");
    try (PayaraMicro server =
        PayaraMicro.start(
            target, target.resolve("run"), port, List.of(target.resolve("gatepost-sample.war")))) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> closeQuietly(server)));
      new Demonstration(new Client(server.base())).show();
      System.out.println(farewell(port, server.logFile()));
      server.awaitEnd();
    }
  }

  private static void requireFree(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      socket.setReuseAddress(true);
    } catch (BindException e) {
      throw new IOException(
          "Port " + port + " is taken. Choose another: mvn -Prun -Dport=" + (port + 1), e);
    }
  }

  private static void closeQuietly(PayaraMicro server) {
    try {
      server.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void show() throws IOException, InterruptedException {
    System.out.println();
    System.out.printf(Locale.ROOT, ROW, "REQUEST", "STATUS", "ANSWER", "WHAT THE OBSERVERS DID");
    Request completed = Request.of(Source.BROXI, Payloads.workflowCompleted(id("del")));
    send("broxi: workflow.completed", completed);
    send(
        "broxi-body: workflow.failed",
        Request.of(Source.BROXI_BODY, Payloads.workflowFailed(id("del"))));
    send("sop: a run completed", Request.of(Source.SOP, Payloads.sopRun(id("run"))));
    send(
        "x-signature: survey.completed",
        Request.of(Source.X_SIGNATURE, Payloads.automation(id("evt"))));
    send(
        "github: push",
        Request.of(
            Source.GITHUB,
            Instant.now(),
            Payloads.githubHeaders("push", UUID.randomUUID().toString()),
            Payloads.push(id("commit"))));
    send("stripe: invoice.paid", Request.of(Source.STRIPE, Payloads.invoicePaid(id("evt"))));
    send("slack: app_mention", Request.of(Source.SLACK, Payloads.slackMention(id("Ev"))));
    send("standard: contact.created", Request.of(Source.STANDARD, Payloads.contactCreated()));
    Request other = Request.of(Source.BROXI, Payloads.workflowCompleted(id("del")));
    send("broxi: forged, one word changed", other.forged(other.body().replace("order", "0rder")));
    send(
        "broxi: stale, signed ten minutes ago",
        Request.of(
            Source.BROXI,
            Instant.now().minus(Duration.ofMinutes(10)),
            Map.of(),
            Payloads.workflowCompleted(id("del"))));
    send("broxi: a duplicate of the first", completed);
    Request timeout =
        Request.of(
            Source.BROXI, Payloads.workflowTimeout(id("del"), BroxiObservers.PAGER_DOWN_AT_FIRST));
    send("broxi: workflow.timeout, one observer fails", timeout);
    send("broxi: the same sent again, it succeeds", timeout);
  }

  private void send(String what, Request request) throws IOException, InterruptedException {
    HttpResponse<String> answer = client.send(request);
    List<Received> all = client.received();
    String observers =
        all.subList(seen, all.size()).stream()
            .map(Demonstration::describe)
            .collect(Collectors.joining(", "));
    seen = all.size();
    System.out.printf(
        Locale.ROOT,
        ROW,
        what,
        answer.statusCode(),
        answer.body(),
        observers.isEmpty() ? "-" : observers);
  }

  private static String describe(Received received) {
    return received.observer()
        + (received.attempt() == 1 ? "" : " at attempt " + received.attempt());
  }

  private String id(String prefix) {
    return prefix + "_" + run + "_" + UUID.randomUUID().toString().substring(0, 8);
  }

  private static String farewell(int port, Path log) {
    return """

        What the observers saw: http://localhost:%1$d/ (as JSON: http://localhost:%1$d/received)
        The server's log, with the reason for each refusal: %2$s

        Send more:

          body='{"event":"workflow.completed","delivery_id":"del_'$RANDOM'","data":{"workflow_id":"w","run_id":"r"}}'
          time=$(date +%%s)
          signature=$(printf %%s "$time.$body" | openssl dgst -sha256 -hmac demonstration-broxi -r | cut -d' ' -f1)
          curl -i http://localhost:%1$d/webhooks/broxi -H 'Content-Type: application/json' \\
            -H "X-Broxi-Timestamp: $time" -H "X-Broxi-Signature: $signature" --data-binary "$body"

        Running until you press Ctrl-C.
        """
        .formatted(port, log);
  }
}
