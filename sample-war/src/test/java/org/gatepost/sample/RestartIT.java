package org.gatepost.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.gatepost.sample.broxi.BroxiObservers;
import org.gatepost.sample.record.Received;
import org.gatepost.sample.server.Client;
import org.gatepost.sample.server.PayaraMicro;
import org.gatepost.sample.server.Payloads;
import org.gatepost.sample.server.Request;
import org.gatepost.sample.server.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the ledger in the sample's database remembers outlives a server that was killed. */
class RestartIT {
  private static final Path TARGET = Path.of("target");

  @TempDir private Path work;

  @Test
  void killedServerKnowsWhatIsFinishedAndWhoIsDone() throws Exception {
    Request finished = Request.of(Source.BROXI, Payloads.workflowCompleted("finished"));
    Request failed =
        Request.of(
            Source.BROXI, Payloads.workflowTimeout("failed", BroxiObservers.PAGER_DOWN_AT_FIRST));

    PayaraMicro server = start();
    Client client = new Client(server.base());
    assertThat(client.send(finished).body()).isEqualTo("{\"status\":\"success\"}");
    assertThat(client.send(failed).statusCode()).isEqualTo(500);
    server.kill();

    try (PayaraMicro again = start()) {
      client = new Client(again.base());
      assertThat(client.send(finished).body()).isEqualTo("{\"status\":\"already_processed\"}");
      assertThat(client.send(failed).body()).isEqualTo("{\"status\":\"success\"}");
      List<Received> received = client.received();
      assertThat(received)
          .extracting(seen -> seen.id() + " " + seen.observer() + " " + seen.attempt())
          .containsExactlyInAnyOrder(
              "finished workflowCompleted 1", "failed workflowTimeout 1", "failed pageSomebody 2");
    }
  }

  private PayaraMicro start() throws IOException, InterruptedException {
    return PayaraMicro.start(
        TARGET, work, PayaraMicro.freePort(), List.of(TARGET.resolve("gatepost-sample.war")));
  }
}
