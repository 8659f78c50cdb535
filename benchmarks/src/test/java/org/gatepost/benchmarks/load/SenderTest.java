package org.gatepost.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.SignedRequest;
import org.gatepost.signature.Verified;
import org.gatepost.signature.Verifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SenderTest {
  private record Sent(Map<String, String> fields, byte[] body) implements SignedRequest {
    @Override
    public String method() {
      return "POST";
    }

    @Override
    public String url() {
      return "http://127.0.0.1/";
    }

    @Override
    public Optional<String> configuredUrl() {
      return Optional.empty();
    }

    @Override
    public List<String> headers(String name) {
      return fields.entrySet().stream()
          .filter(field -> field.getKey().equalsIgnoreCase(name))
          .map(Map.Entry::getValue)
          .toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"broxi", "github", "stripe"})
  void everyRequestIsGenuineAndAnotherDelivery(String preset) {
    Verifier verifier = Scheme.preset(preset).verifier(List.of(Secret.of("load", Sender.SECRET)));
    Sender sender = new Sender(preset, 1024);
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      Sender.Signed signed = sender.next();
      assertThat(signed.body()).hasSize(1024);
      Sent sent = new Sent(signed.headers(), signed.body().clone());
      assertThat(verifier.verify(sent, Clock.systemUTC().instant()))
          .isInstanceOfSatisfying(
              Verified.class,
              verified -> {
                assertThat(verified.type()).isEqualTo(Sender.TYPE);
                assertThat(keys.add(verified.key().orElseThrow())).isTrue();
              });
    }
  }

  @Test
  void bodyTooShortForTheEventIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Sender("broxi", 100));
  }

  @Test
  void preparedRequestsAreWholeAndTakenOnce() {
    PreparedRequests requests = new PreparedRequests(64 * 1024);
    requests.fill(new Sender("broxi", 1024), "/load/memory", 3);
    assertThat(requests.left()).isEqualTo(3);
    Set<String> taken = new HashSet<>();
    for (int i = 0; i < 3; i++) {
      String text = StandardCharsets.US_ASCII.decode(requests.take()).toString();
      assertThat(text)
          .startsWith("POST /load/memory HTTP/1.1\r\nHost: ")
          .contains("X-Broxi-Signature: ", "\r\nContent-Length: 1024\r\n\r\n{\"event\"")
          .endsWith("}}");
      assertThat(text.substring(text.indexOf("\r\n\r\n") + 4)).hasSize(1024);
      taken.add(text);
    }
    assertThat(taken).hasSize(3);
    assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(requests::take);
  }

  @Test
  void moreRequestsThanThereIsRoomForAreNotPrepared() {
    PreparedRequests requests = new PreparedRequests(4 * 1024);
    requests.fill(new Sender("broxi", 1024), "/", 100);
    assertThat(requests.left()).isEqualTo(3);
  }
}
