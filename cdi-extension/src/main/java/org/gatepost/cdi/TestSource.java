package org.gatepost.cdi;

import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.spi.CDI;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.gatepost.cdi.internal.Messages;
import org.gatepost.cdi.internal.dispatch.DeliveryProcessor;
import org.gatepost.cdi.internal.dispatch.Told;
import org.gatepost.internal.SuppressForbidden;
import org.gatepost.ledger.memory.MemoryLedger;
import org.gatepost.receiver.Answer;
import org.gatepost.receiver.Receiver;
import org.gatepost.receiver.Reception;
import org.gatepost.signature.OutgoingRequest;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.Signer;
import org.gatepost.signature.Verifier;

/**
 * A source for an application's own tests: what it signs reaches the observers of the CDI container
 * that is running, without HTTP. It is verified as in the filter, claimed in a ledger in memory,
 * and takes effect once. Thread-safe.
 *
 * <pre>{@code
 * TestSource github = TestSource.of("github", "github", "It's a secret");
 * OutgoingRequest push = github.request(Map.of("X-GitHub-Event", "push"), "{}");
 * assert github.deliver(push) == Answer.SUCCESS;
 * assert github.deliver(push) == Answer.ALREADY_PROCESSED;
 * }</pre>
 *
 * <p>It opens no way around verification: it delivers nothing that its own verifier refuses, and
 * whoever can call it is in the application already.
 */
public final class TestSource {
  private static final int CAPACITY = 100_000;
  private static final Duration REMEMBER = Duration.ofDays(3);
  private static final Duration LEASE = Duration.ofMinutes(15);

  private final String name;
  private final Signer signer;
  private final Receiver receiver;
  private final Clock clock;

  /**
   * A source whose ledger is empty.
   *
   * @param name the name of the source, as observers see it
   * @param signer what signs requests
   * @param verifier what verifies them
   * @param clock what requests are signed and verified by
   */
  public TestSource(String name, Signer signer, Verifier verifier, Clock clock) {
    this.name = name;
    this.signer = signer;
    this.receiver =
        Receiver.of(
            name,
            verifier,
            MemoryLedger.of(new MemoryLedger.Settings(CAPACITY, REMEMBER, LEASE), clock),
            clock);
    this.clock = clock;
  }

  /**
   * A source of a preset whose sender and receiver share a secret, by the system's clock.
   *
   * @param name the name of the source, as observers see it
   * @param preset the preset's name, such as {@code github}
   * @param secret the secret, as the sender writes it
   * @return the source
   * @throws IllegalArgumentException if there is no such preset, or the secret is not written as
   *     its secrets are
   */
  @SuppressForbidden("Where the system's clock comes in; everything else is given a Clock.")
  public static TestSource of(String name, String preset, String secret) {
    Scheme scheme = Scheme.preset(preset);
    Secret shared = Secret.of("test", secret);
    return new TestSource(
        name, scheme.signer(shared), scheme.verifier(List.of(shared)), Clock.systemUTC());
  }

  /**
   * A genuine request with a body in UTF-8, signed now.
   *
   * @param headers headers that the request has besides the signature
   * @param body the body
   * @return the request, to be delivered as often as its sender would send it
   * @throws IllegalArgumentException if something that the scheme signs is missing
   */
  public OutgoingRequest request(Map<String, String> headers, String body) {
    return signer.request(
        "POST",
        "https://example.com/webhooks/" + name,
        body.getBytes(StandardCharsets.UTF_8),
        clock.instant(),
        headers);
  }

  /**
   * Delivers a request to the observers of the container that is running on this thread, in a
   * request context of its own unless one is active.
   *
   * @param request the request, perhaps one that was delivered before
   * @return what the sender would be told
   * @throws IllegalArgumentException if the request is not a genuine delivery; the message says why
   * @throws IllegalStateException if no container is running that has started Gatepost's extension
   */
  public Answer deliver(OutgoingRequest request) {
    DeliveryProcessor processor = WebhookExtension.current().processor();
    Reception reception = received(request);
    if (reception instanceof Reception.Accepted accepted) {
      Told told = inRequest(() -> processor.process(accepted.passage()));
      accepted.answered(told.answer().status());
      return told.answer();
    }
    if (reception instanceof Reception.Declined declined) {
      declined
          .refusal()
          .ifPresent(
              refusal -> {
                throw new IllegalArgumentException(
                    Messages.testRefused(name, refusal.reason(), refusal.detail()));
              });
      return declined.verdict().answer();
    }
    throw new IllegalArgumentException(Messages.testHandshake(name));
  }

  private Reception received(OutgoingRequest request) {
    try {
      return receiver.receive(new HandedRequest(request));
    } catch (IOException e) {
      // There is no connection that could fail.
      throw new UncheckedIOException(e);
    }
  }

  private static Told inRequest(Supplier<Told> processing) {
    RequestContextController context = CDI.current().select(RequestContextController.class).get();
    boolean activated = context.activate();
    try {
      return processing.get();
    } finally {
      if (activated) {
        context.deactivate();
      }
    }
  }
}
