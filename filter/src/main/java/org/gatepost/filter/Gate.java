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
import java.util.concurrent.atomic.AtomicLong;
import org.gatepost.Delivery;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.LedgerException;
import org.gatepost.ledger.Processing;
import org.gatepost.signature.Handshake;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.UnclearRequestException;
import org.gatepost.signature.Verification;
import org.gatepost.signature.Verified;

/** The way of a request of one source. Thread-safe. */
final class Gate {
  private static final System.Logger LOG = System.getLogger(Gate.class.getPackageName());
  private static final byte[] NO_BODY = {};
  private static final Duration PAUSE_RETRY = Duration.ofMinutes(1);
  // What is fetched is fetched anew in the next minute.
  private static final Duration UNAVAILABLE_RETRY = Duration.ofMinutes(1);

  private final String source;
  private final GuardedSource guarded;
  private final Enforcement enforcement;
  private final Secrets secrets;
  private final Hints hints;
  private final int maxBodyInBytes;
  private final NetworkRules network;
  private final Handshakes handshakes;
  private final Optional<PublicUrl> publicUrl;
  private final Ledger ledger;
  private final String ledgerSource;
  private final Ledger unkeyed = Ledger.none();
  private final MultipartConfigs multipartConfigs = new MultipartConfigs();
  private final Clock clock;
  private final String passed;
  private final AtomicLong misspelt = new AtomicLong(Long.MIN_VALUE);
  private final Answer unbindable;

  Gate(
      Settings settings,
      Application application,
      LedgerProbes probes,
      GuardedSource guarded,
      Clock clock) {
    this.source = settings.source();
    this.ledgerSource = application.own(source);
    this.guarded = guarded;
    this.enforcement = new Enforcement(source, guarded.observes());
    this.secrets = new Secrets(settings, clock.instant());
    this.hints = new Hints(source, settings.scheme(), secrets);
    this.maxBodyInBytes = settings.scheme().maxBodyInBytes();
    this.network = new NetworkRules(settings, enforcement, clock);
    this.handshakes = new Handshakes(source, settings.handshakes().secretFile());
    this.publicUrl = settings.publicUrl();
    LedgerWatch watch = settings.ledger().open(source, guarded.observes(), clock, probes);
    guarded.watch(watch);
    this.ledger = watch;
    this.clock = clock;
    this.passed = Gate.class.getName() + "." + source;
    this.unbindable = settings.operation().unbindable();
  }

  /** Whether a request has been let through. */
  boolean hasPassed(HttpServletRequest request) {
    return request.getAttribute(passed) == this;
  }

  boolean observes() {
    return guarded.observes();
  }

  /** Logs, at most once in a second, that a request comes by a path that the filter never sees. */
  void isMisspelt(String path) {
    long now = clock.instant().getEpochSecond();
    long last = misspelt.get();
    if (last != now && misspelt.compareAndSet(last, now)) {
      LOG.log(System.Logger.Level.WARNING, Messages.misspelt(source, path));
    }
  }

  void handle(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (hasPassed(request)) {
      // A forward, an include, an error page or an async dispatch of a request that passed already.
      chain.doFilter(request, response);
      return;
    }
    Origin origin = network.origin(request);
    Decision decision = guarded.begin(origin.client());
    try {
      if (guarded.isPaused()) {
        decision.answered(Outcome.PAUSED, null, Answer.TRY_AGAIN_LATER.status());
        Body.discard(request);
        Answer.TRY_AGAIN_LATER.send(response, PAUSE_RETRY);
      } else if (guarded.observes()) {
        decide(new ObservedRequest(request, response), origin, response, chain, decision);
      } else {
        decide(request, origin, response, chain, decision);
      }
    } finally {
      decision.close();
    }
  }

  private void decide(
      HttpServletRequest request,
      Origin origin,
      HttpServletResponse response,
      FilterChain chain,
      Decision decision)
      throws IOException, ServletException {
    Optional<Verified> verified;
    try {
      verified = admit(request, origin, response, decision);
    } catch (IOException | RuntimeException e) {
      if (!enforcement.observes()) {
        throw e;
      }
      enforcement.observeTrouble(decision, e);
      verified = Optional.empty();
    }
    if (verified.isEmpty()) {
      if (decision.isObserved()) {
        pass(Optional.empty(), unclaimed(""), request, NO_BODY, response, chain, decision);
      }
      return;
    }
    Optional<String> key = verified.get().key();
    if (verified.get().request() instanceof ReceivedRequest received) {
      // Its URL is no longer asked for: from here on it may be dispatched to another.
      received.goesOn();
    }
    decision.verified(verified.get(), key);
    Optional<Processing> processing = claim(verified.get(), key, response, decision);
    if (processing.isPresent()) {
      int attempt = processing.get().attempt();
      decision.granted(attempt);
      Delivery delivery = Delivery.of(source, verified.get(), key, decision.receivedAt(), attempt);
      LOG.log(
          System.Logger.Level.DEBUG,
          () -> Messages.passed(source, delivery, delivery.secretLabel()));
      // The gate's own array: a delivery gives out copies.
      byte[] body = verified.get().request().body();
      pass(Optional.of(delivery), processing.get(), request, body, response, chain, decision);
    }
  }

  /**
   * The delivery, or nothing if the request was refused or observed, or answered as a handshake.
   */
  private Optional<Verified> admit(
      HttpServletRequest request, Origin origin, HttpServletResponse response, Decision decision)
      throws IOException {
    if (!network.admit(origin, request, response, decision)) {
      return Optional.empty();
    }
    Optional<Verified> verified = Optional.empty();
    try {
      verified = verify(request, origin, response, decision);
    } finally {
      // Also where the client has gone before its answer.
      if (verified.isEmpty()) {
        network.notPassed(origin, decision);
      }
    }
    return verified.isPresent() && network.admitGenuine(response, decision)
        ? verified
        : Optional.empty();
  }

  private Optional<Verified> verify(
      HttpServletRequest request, Origin origin, HttpServletResponse response, Decision decision)
      throws IOException {
    byte[] body;
    try {
      body =
          request instanceof ObservedRequest observed
              ? observed.readBody(maxBodyInBytes)
              : Body.read(request, maxBodyInBytes);
    } catch (Body.TooLargeException e) {
      String why = Messages.bodyTooLarge(source, maxBodyInBytes);
      enforcement.refuse(decision, response, Reason.TOO_LARGE, Answer.PAYLOAD_TOO_LARGE, why);
      return Optional.empty();
    } catch (Body.IncompleteException e) {
      String why = Messages.bodyUnreadable(source);
      enforcement.refuse(decision, response, Reason.BODY_UNREADABLE, Answer.INVALID_PAYLOAD, why);
      return Optional.empty();
    }
    decision.read(body.length);
    ReceivedRequest received = new ReceivedRequest(request, body, origin, publicUrl);
    Instant now = clock.instant();
    Verification verification = secrets.verify(received, now);
    if (verification instanceof Refusal refusal) {
      refuse(refusal, response, decision);
      if (!enforcement.observes()) {
        decision.atLast(() -> hints.log(refusal, received, response, now));
      }
      return Optional.empty();
    }
    if (verification instanceof Handshake handshake) {
      answer(handshake, response, decision);
      return Optional.empty();
    }
    try {
      Verified verified = (Verified) verification;
      // Read now, so that a body which is not clear about it is refused like a signature.
      verified.type();
      return Optional.of(verified);
    } catch (UnclearRequestException e) {
      refuse(e.refusal(), response, decision);
      return Optional.empty();
    }
  }

  private void refuse(Refusal refusal, HttpServletResponse response, Decision decision)
      throws IOException {
    String why = Messages.refused(source, refusal.reason(), refusal.detail());
    Reason reason = Reason.of(refusal.reason());
    switch (refusal.reason()) {
      case UNAVAILABLE ->
          enforcement.refuseForNow(decision, response, reason, UNAVAILABLE_RETRY, why);
      case AMBIGUOUS, UNREADABLE ->
          enforcement.refuse(decision, response, reason, Answer.INVALID_PAYLOAD, why);
      case MISSING, MALFORMED, MISMATCH, STALE, FUTURE ->
          enforcement.refuse(decision, response, reason, Answer.INVALID_SIGNATURE, why);
    }
  }

  private void answer(Handshake handshake, HttpServletResponse response, Decision decision)
      throws IOException {
    if (enforcement.observes()) {
      enforcement.observeHandshake(decision);
    } else if (handshakes.answer(handshake, response)) {
      decision.answered(Outcome.HANDSHAKE, null, response.getStatus());
    } else {
      decision.answered(Outcome.REFUSED, Reason.HANDSHAKE, response.getStatus());
    }
  }

  /** Claims the delivery, or answers the request if that is not to be had. */
  private Optional<Processing> claim(
      Verified verified, Optional<String> key, HttpServletResponse response, Decision decision)
      throws IOException {
    // Without a key no two requests are the same delivery.
    Ledger keeper = key.isPresent() ? ledger : unkeyed;
    try {
      Claim claim = keeper.claim(new DeliveryKey(ledgerSource, key.orElse(""), verified.recurs()));
      if (claim instanceof Claim.Granted granted) {
        return Optional.of(new Processing(keeper, granted));
      } else if (claim instanceof Claim.Busy busy) {
        enforcement.inProgress(decision, response, busy.retryAfter());
      } else {
        enforcement.duplicate(decision, response);
      }
    } catch (LedgerException e) {
      enforcement.ledgerTrouble(decision, response, e);
    }
    return decision.isObserved() ? Optional.of(unclaimed(key.orElse(""))) : Optional.empty();
  }

  /**
   * The processing of what goes on without a claim: whatever its outcome, no ledger hears of it.
   */
  private Processing unclaimed(String key) {
    return new Processing(unkeyed, new Claim.Granted(new DeliveryKey(source, key), 1, 1));
  }

  /**
   * Hands a request on.
   *
   * @param delivery empty if the request is not genuine, and is only observed
   * @param body the body that was read; not looked at where the request keeps it itself
   */
  private void pass(
      Optional<Delivery> delivery,
      Processing processing,
      HttpServletRequest received,
      byte[] body,
      HttpServletResponse response,
      FilterChain chain,
      Decision decision)
      throws IOException, ServletException {
    Settlement settlement = new Settlement(source, processing, response, decision);
    HttpServletRequest request =
        received instanceof ObservedRequest observed
            ? observed.onward(settlement, multipartConfigs)
            : new VerifiedRequest(received, body, response, settlement, multipartConfigs);
    boolean returned = false;
    try {
      request.setAttribute(passed, this);
      if (delivery.isPresent()) {
        request.setAttribute(Delivery.ATTRIBUTE, delivery.get());
        request.setAttribute(Processing.ATTRIBUTE, processing);
        if (unbindable != Answer.INVALID_PAYLOAD) {
          request.setAttribute(Answer.UNBINDABLE_ATTRIBUTE, unbindable);
        }
      }
      chain.doFilter(request, response);
      returned = true;
    } finally {
      if (returned) {
        settlement.returned(request);
        if (request instanceof VerifiedRequest verified) {
          verified.chainReturned();
        }
      } else {
        settlement.failed();
      }
      release(decision);
    }
  }

  /** The container's request is its container's again, and soon that of another. */
  private static void release(Decision decision) {
    Verified verified = decision.verified();
    if (verified != null && verified.request() instanceof ReceivedRequest request) {
      request.release();
    }
  }
}
