package org.gatepost.filter.refused;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatepost.filter.fixture.Container;
import org.gatepost.filter.fixture.Peer;
import org.gatepost.filter.fixture.Post;
import org.gatepost.filter.fixture.Server;
import org.gatepost.filter.fixture.WebApp;
import org.gatepost.fixture.Log;
import org.gatepost.fixture.SettableClock;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.Verified;
import org.gatepost.signature.Verifier;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Any single changed bit in body, time, id or signature is refused. */
class ChangedBitTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final String BODY = "{\"type\":\"invoice.paid\",\"id\":\"evt_1\",\"n\":10}";
  private static final int SAMPLE = 100;

  @RegisterExtension final Log log = new Log();

  /** All requests that differ from this one by one bit. */
  private static List<Post> changed(Post post) {
    List<Post> changed = new ArrayList<>();
    for (int bit = 0; bit < 8 * post.body().length; bit++) {
      changed.add(post.withBody(flip(post.body(), bit)));
    }
    post.headers()
        .forEach(
            (name, value) -> {
              byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
              for (int bit = 0; bit < 8 * bytes.length; bit++) {
                String other = new String(flip(bytes, bit), StandardCharsets.ISO_8859_1);
                if (!isSameHex(value, other)) {
                  changed.add(post.with(name, other));
                }
              }
            });
    return changed;
  }

  private static byte[] flip(byte[] bytes, int bit) {
    byte[] flipped = bytes.clone();
    flipped[bit / 8] ^= (byte) (1 << bit % 8);
    return flipped;
  }

  /** Hex digits are the same in any case, so that bit says nothing. */
  private static boolean isSameHex(String value, String other) {
    int digits = value.length() - 64;
    return digits > 0
        && value.substring(digits).matches("[0-9a-f]{64}")
        && value.substring(0, digits).equals(other.substring(0, digits))
        && value.equalsIgnoreCase(other);
  }

  private static boolean canBeSent(Post post) {
    return post.headers().values().stream().allMatch(value -> value.matches("[!-~]*"));
  }

  @ParameterizedTest
  @EnumSource
  void verifierRefusesEveryChangedBit(Peer peer) throws Exception {
    Post genuine = peer.sign(BODY, NOW);
    Verifier verifier =
        Scheme.preset(peer.preset()).verifier(List.of(Secret.of("test", peer.secret())));

    assertThat(verifier.verify(genuine, NOW)).isInstanceOf(Verified.class);
    for (Post post : changed(genuine)) {
      assertThat(verifier.verify(post, NOW))
          .as("%s %s", post.headers(), new String(post.body(), StandardCharsets.ISO_8859_1))
          .isInstanceOf(Refusal.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void filterRefusesASampleOverHttp(Peer peer) throws Exception {
    AtomicInteger runs = new AtomicInteger();
    Map<String, String> params =
        Map.of("scheme", peer.preset(), "secret", "literal:" + peer.secret());
    WebApp app =
        new WebApp()
            .guard("hook", new SettableClock(NOW), params)
            .servlet("/hook", (request, response) -> runs.incrementAndGet());
    Post genuine = peer.sign(BODY, NOW);
    List<Post> changed = new ArrayList<>(changed(genuine));
    changed.removeIf(post -> !canBeSent(post));
    // Always the same sample.
    Collections.shuffle(changed, new Random(2));

    try (Server server = Container.TOMCAT.start(app)) {
      for (Post post : changed.subList(0, SAMPLE)) {
        assertThat(server.post("/hook", post).statusCode())
            .as("%s %s", post.headers(), new String(post.body(), StandardCharsets.ISO_8859_1))
            .isEqualTo(401);
      }
      assertThat(runs).hasValue(0);
      assertThat(server.post("/hook", genuine).statusCode()).isEqualTo(200);
    }
    assertThat(runs).hasValue(1);
  }
}
