package org.gatepost.filter;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.gatepost.Delivery;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.LedgerException;
import org.gatepost.ledger.MemoryLedger;
import org.gatepost.ledger.Processing;
import org.gatepost.signature.Handshake;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Verification;
import org.gatepost.signature.Verified;
import org.gatepost.signature.Verifier;

/** The way of a request of one source. Thread-safe. */
final class Gate {
  private static final System.Logger LOG = System.getLogger(Gate.class.getPackageName());
  private static final int MEMORY_LEDGER_CAPACITY = 1_000_000;
  private static final Duration LEASE = Duration.ofMinutes(15);
  private static final Duration LEDGER_RETRY = Duration.ofSeconds(5);

  private final String source;
  private final Verifier verifier;
  private final int maxBodyInBytes;
  private final Set<String> methods;
  private final boolean requireHttps;
  private final Handshakes handshakes;
  private final Optional<PublicUrl> publicUrl;
  private final Ledger ledger;
  private final Ledger unkeyed = Ledger.none();
  private final MultipartConfigs multipartConfigs = new MultipartConfigs();
  private final Clock clock;

  Gate(Settings settings, Clock clock) {
    this.source = settings.source();
    this.verifier = settings.verifier();
    this.maxBodyInBytes = settings.scheme().maxBodyInBytes();
    this.methods = settings.scheme().methods();
    this.requireHttps = settings.requireHttps();
    this.handshakes = new Handshakes(source, settings.handshakes().secretFile());
    this.publicUrl = settings.publicUrl();
    this.ledger =
        switch (settings.ledger()) {
          case MEMORY ->
              Ledger.memory(
                  new MemoryLedger.Settings(MEMORY_LEDGER_CAPACITY, settings.retention(), LEASE),
                  clock);
          case NONE -> Ledger.none();
        };
    this.clock = clock;
  }

  void handle(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String passed = Gate.class.getName() + "." + source;
    if (request.getAttribute(passed) == this) {
      // A forward, an include, an error page or an async dispatch of a request that passed already.
      chain.doFilter(request, response);
      return;
    }
    Optional<Verified> verified = verify(request, response);
    if (verified.isEmpty()) {
      return;
    }
    Instant receivedAt = clock.instant();
    Optional<String> key = verified.get().key();
    Optional<Processing> processing = claim(key, response);
    if (processing.isPresent()) {
      int attempt = processing.get().attempt();
      Delivery delivery = Delivery.of(source, verified.get(), key, receivedAt, attempt);
      LOG.log(
          System.Logger.Level.DEBUG,
          () -> Messages.passed(source, delivery, delivery.secretLabel()));
      request.setAttribute(passed, this);
      pass(delivery, processing.get(), request, verified.get().request().body(), response, chain);
    }
  }

  /** The delivery, or nothing if the request was refused, or answered as a handshake. */
  private Optional<Verified> verify(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!methods.contains(request.getMethod())) {
      String allowed = String.join(", ", methods);
      response.setHeader("Allow", allowed);
      refuse(response, Answer.METHOD_NOT_ALLOWED, Messages.methodNotAllowed(source, allowed));
      return Optional.empty();
    }
    if (requireHttps && !request.isSecure()) {
      refuse(response, Answer.FORBIDDEN, Messages.plainHttp(source));
      return Optional.empty();
    }
    byte[] body;
    try {
      body = Body.read(request, maxBodyInBytes);
    } catch (Body.TooLargeException e) {
      refuse(response, Answer.PAYLOAD_TOO_LARGE, Messages.bodyTooLarge(source, maxBodyInBytes));
      return Optional.empty();
    } catch (Body.IncompleteException e) {
      refuse(response, Answer.INVALID_PAYLOAD, Messages.bodyUnreadable(source));
      return Optional.empty();
    }
    Verification verification =
        verifier.verify(new ReceivedRequest(request, body, publicUrl), clock.instant());
    if (verification instanceof Refusal refusal) {
      Answer answer =
          refusal.reason() == Refusal.Reason.AMBIGUOUS
              ? Answer.INVALID_PAYLOAD
              : Answer.INVALID_SIGNATURE;
      refuse(response, answer, Messages.refused(source, refusal.reason(), refusal.detail()));
      return Optional.empty();
    }
    if (verification instanceof Handshake handshake) {
      handshakes.answer(handshake, response);
      return Optional.empty();
    }
    return Optional.of((Verified) verification);
  }

  private static void refuse(HttpServletResponse response, Answer answer, String why)
      throws IOException {
    LOG.log(System.Logger.Level.WARNING, why);
    answer.send(response);
  }

  /** Claims the delivery, or answers the request if that is not to be had. */
  private Optional<Processing> claim(Optional<String> key, HttpServletResponse response)
      throws IOException {
    // Without a key no two requests are the same delivery.
    Ledger keeper = key.isPresent() ? ledger : unkeyed;
    Claim claim;
    try {
      claim = keeper.claim(new DeliveryKey(source, key.orElse("")));
    } catch (LedgerException e) {
      LOG.log(
          System.Logger.Level.ERROR,
          Messages.ledgerTrouble(source, String.valueOf(e.getMessage())),
          e);
      Answer.TRY_AGAIN_LATER.send(response, LEDGER_RETRY);
      return Optional.empty();
    }
    if (claim instanceof Claim.Granted granted) {
      return Optional.of(new Processing(keeper, granted));
    } else if (claim instanceof Claim.Busy busy) {
      LOG.log(System.Logger.Level.DEBUG, () -> Messages.duplicate(source, "in progress"));
      Answer.TRY_AGAIN_LATER.send(response, busy.retryAfter());
    } else {
      LOG.log(System.Logger.Level.DEBUG, () -> Messages.duplicate(source, "finished before"));
      Answer.ALREADY_PROCESSED.send(response);
    }
    return Optional.empty();
  }

  private void pass(
      Delivery delivery,
      Processing processing,
      HttpServletRequest received,
      byte[] body,
      HttpServletResponse response,
      FilterChain chain)
      throws IOException, ServletException {
    Settlement settlement = new Settlement(source, processing, response);
    VerifiedRequest request =
        new VerifiedRequest(received, body, response, settlement, multipartConfigs);
    boolean returned = false;
    try {
      request.setAttribute(Delivery.ATTRIBUTE, delivery);
      request.setAttribute(Processing.ATTRIBUTE, processing);
      chain.doFilter(request, response);
      returned = true;
    } finally {
      if (returned) {
        settlement.returned(request);
        request.chainReturned();
      } else {
        settlement.failed();
      }
    }
  }
}
