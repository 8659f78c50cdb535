package org.gatepost.filter.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatepost.filter.fixture.Container;
import org.gatepost.filter.fixture.Post;
import org.gatepost.filter.fixture.Server;
import org.gatepost.filter.fixture.WebApp;
import org.gatepost.fixture.Await;
import org.gatepost.fixture.KubernetesVolume;
import org.gatepost.fixture.Log;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * While a secret's file is replaced again and again, nothing genuine is refused. {@code
 * gatepost.rotation} is the number of requests.
 */
class RotationUnderLoadTest {
  private static final int REQUESTS = Integer.getInteger("gatepost.rotation", 3_000);
  private static final int SWAPS = 5;
  private static final int SENDERS = 4;

  @RegisterExtension final Log log = new Log();
  @TempDir Path folder;

  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger passed = new AtomicInteger();
  private volatile List<String> secrets = List.of("secret number 0");

  /** Sends its part, every other request signed with the secret before the newest. */
  private Callable<List<Integer>> sender(Server server) {
    return () -> {
      List<Integer> refusals = new ArrayList<>();
      for (int i = sent.getAndIncrement(); i < REQUESTS; i = sent.getAndIncrement()) {
        List<String> known = secrets;
        String secret = known.get(Math.max(0, known.size() - 1 - i % 2));
        Post post = Post.signed("x-signature", secret, Instant.EPOCH, "{\"id\":\"" + i + "\"}");
        int status = server.post("/hook", post).statusCode();
        if (status != 200) {
          refusals.add(status);
        }
      }
      return refusals;
    };
  }

  /** Replaces the file whenever so many requests more are on their way. */
  private Callable<List<Integer>> operator(KubernetesVolume volume) {
    return () -> {
      for (int swap = 1; swap <= SWAPS; swap++) {
        int due = swap * REQUESTS / (SWAPS + 1);
        Await.until(() -> sent.get() >= due);
        List<String> known = new ArrayList<>(secrets);
        known.add("secret number " + swap);
        volume.publish(known.get(swap) + "\n");
        // Only now that it is there does anyone sign with it.
        secrets = List.copyOf(known);
      }
      return List.of();
    };
  }

  @Test
  void nothingGenuineIsRefusedWhileTheFileIsReplaced() throws Exception {
    KubernetesVolume volume = new KubernetesVolume(folder, "secret");
    volume.publish("secret number 0\n");
    Map<String, String> params = Map.of("scheme", "x-signature", "secret", "file:" + volume.path());
    WebApp app =
        new WebApp()
            .guard("hook", Clock.systemUTC(), params)
            .servlet("/hook", (request, response) -> passed.incrementAndGet());
    ExecutorService threads = Executors.newFixedThreadPool(SENDERS + 1);
    List<Integer> refusals = new ArrayList<>();
    try (Server server = Container.TOMCAT.start(app)) {
      List<Future<List<Integer>>> all = new ArrayList<>();
      all.add(threads.submit(operator(volume)));
      for (int i = 0; i < SENDERS; i++) {
        all.add(threads.submit(sender(server)));
      }
      for (Future<List<Integer>> one : all) {
        refusals.addAll(one.get(3, TimeUnit.MINUTES));
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(refusals).isEmpty();
    assertThat(passed).hasValue(REQUESTS);
    assertThat(log.lines("GP063")).hasSize(SWAPS);
    assertThat(log.lines("GP061")).isEmpty();
  }
}
