package org.gatepost.receiver;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.gatepost.IncomingRequest;
import org.gatepost.InvalidSettingException;
import org.gatepost.Lookup;
import org.gatepost.internal.Messages;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.LedgerException;
import org.gatepost.ledger.Processing;
import org.gatepost.ledger.internal.guard.LedgerProbes;
import org.gatepost.ledger.internal.guard.LedgerWatch;
import org.gatepost.receiver.internal.audit.AuditTargets;
import org.gatepost.receiver.internal.network.Origin;
import org.gatepost.receiver.internal.network.PublicUrl;
import org.gatepost.receiver.internal.secret.Secrets;
import org.gatepost.signature.Handshake;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.UnclearRequestException;
import org.gatepost.signature.Verification;
import org.gatepost.signature.Verified;
import org.gatepost.signature.Verifier;

/**
 * Receives the requests of one source: decides of each whether it is genuine, fresh and not
 * processed before, and records what became of it. Whoever has a request asks, and answers the
 * sender or passes the request on. Thread-safe.
 */
public final class Receiver {
  private static final System.Logger LOG = System.getLogger(Messages.LOGGER);
  private static final Duration PAUSE_RETRY = Duration.ofMinutes(1);
  // What is fetched is fetched anew in the next minute.
  private static final Duration UNAVAILABLE_RETRY = Duration.ofMinutes(1);

  private final Recorder source;
  private final Clock clock;
  private final NetworkRules network;
  private final int maxBodyInBytes;
  private final Optional<PublicUrl> publicUrl;
  private final Verifier verifier;
  private final Optional<MissingSecrets> missing;
  private final Optional<Hints> hints;
  private final Handshakes handshakes;
  private final EventClaims claims;
  private final EventClaims unkeyed;
  private final Answer unbindable;
  private final Replies replies;
  private final boolean observes;

  /**
   * The receiver of a source. Says what its settings warn of.
   *
   * @param settings the source's settings
   * @param application whose source it is
   * @param probes what the application's sources ask their databases
   * @param source where is recorded what becomes of requests
   * @param clock what signed times are held against
   */
  public Receiver(
      Settings settings,
      Application application,
      LedgerProbes probes,
      GuardedSource source,
      Clock clock) {
    settings.warnings().forEach(warning -> LOG.log(System.Logger.Level.WARNING, warning));
    Secrets secrets =
        new Secrets(
            source.name(),
            settings.scheme(),
            settings.secrets(),
            settings.handshakes(),
            clock.instant());
    String ledgerSource = application.own(source.name());
    LedgerWatch watch =
        settings.ledger().open(source.name(), ledgerSource, source.observes(), clock, probes);
    source.watch(watch);
    this.source = source;
    this.clock = clock;
    this.network = NetworkRules.of(settings, clock);
    this.maxBodyInBytes = settings.scheme().maxBodyInBytes();
    this.publicUrl = settings.publicUrl();
    this.verifier = secrets;
    this.missing =
        Optional.of(new MissingSecrets(source.name(), secrets, source.observes(), clock.instant()));
    source.watch(secrets);
    this.hints =
        source.observes()
            ? Optional.empty()
            : Optional.of(new Hints(source.name(), settings.scheme(), secrets));
    this.handshakes = new Handshakes(source.name(), settings.handshakes().secretFile());
    this.claims = new EventClaims(watch, ledgerSource);
    this.unkeyed = new EventClaims(Ledger.none(), ledgerSource);
    this.unbindable = settings.operation().unbindable();
    this.replies = new Replies(settings.scheme().answer());
    this.observes = source.observes();
  }

  private Receiver(String source, Verifier verifier, Ledger ledger, Clock clock) {
    this.source = Recorder.none(source);
    this.clock = clock;
    this.network = NetworkRules.none(source, clock);
    this.maxBodyInBytes = Integer.MAX_VALUE;
    this.publicUrl = Optional.empty();
    this.verifier = verifier;
    this.missing = Optional.empty();
    this.hints = Optional.empty();
    this.handshakes = new Handshakes(source, Optional.empty());
    this.claims = new EventClaims(ledger, source);
    this.unkeyed = new EventClaims(Ledger.none(), source);
    this.unbindable = Answer.INVALID_PAYLOAD;
    this.replies = Replies.PLAIN;
    this.observes = false;
  }

  /**
   * A receiver that does nothing but verify and claim: it has no rules of the network, and counts
   * nothing.
   *
   * @param source the name of the source
   * @param verifier what tells genuine requests
   * @param ledger where deliveries are claimed
   * @param clock what signed times are held against
   * @return the receiver
   */
  public static Receiver of(String source, Verifier verifier, Ledger ledger, Clock clock) {
    return new Receiver(source, verifier, ledger, clock);
  }

  /**
   * A receiver by the settings that the filter has as init-params.
   *
   * @param source the name of the source
   * @param settings by their names: {@code scheme}, {@code secret} and the others
   * @param clock what signed times are held against
   * @return the receiver
   * @throws InvalidSettingException if one is unknown, missing, or breaks its rule
   */
  public static Receiver of(String source, Map<String, String> settings, Clock clock) {
    return of(source, settings, Lookup.byServer(), clock);
  }

  /**
   * A receiver by the settings that the filter has as init-params.
   *
   * @param source the name of the source
   * @param settings by their names: {@code scheme}, {@code secret} and the others
   * @param lookup where names in them lead to
   * @param clock what signed times are held against
   * @return the receiver
   * @throws InvalidSettingException if one is unknown, missing, or breaks its rule
   */
  public static Receiver of(
      String source, Map<String, String> settings, Lookup lookup, Clock clock) {
    Settings read = Settings.read(source, settings, lookup);
    GuardedSource guarded = new GuardedSource(read, AuditTargets.log(), clock);
    return new Receiver(read, Application.named(null), new LedgerProbes(""), guarded, clock);
  }

  /** {@return whether requests go on whatever is found} */
  public boolean observes() {
    return observes;
  }

  /**
   * Decides what becomes of a request. What does not go on is recorded already, before its sender
   * can hear of it; of the rest the {@link Passage} must be told how it ends.
   *
   * @param request the request, of whose body nothing has been read
   * @return whether its delivery is the application's, or what its sender is told
   * @throws IOException if the connection fails
   */
  public Reception receive(IncomingRequest request) throws IOException {
    return receive(request, false);
  }

  /**
   * Decides as {@link #receive(IncomingRequest)} does, but leaves a delivery unclaimed that may be
   * claimed in the transaction of what processes it. Then whoever has the {@link Passage} must see
   * that it {@linkplain Passage#claim is claimed} before anything is done with the delivery.
   *
   * @param request the request, of whose body nothing has been read
   * @return whether its delivery is the application's, or what its sender is told
   * @throws IOException if the connection fails
   */
  public Reception receiveUnclaimed(IncomingRequest request) throws IOException {
    return receive(request, true);
  }

  private Reception receive(IncomingRequest request, boolean claimedLater) throws IOException {
    Origin origin = network.origin(request);
    String client = source.asksForClient() ? origin.client().toString() : "";
    Exchange exchange = new Exchange(source, clock.instant(), client, claimedLater && !observes);
    boolean decided = false;
    try {
      Reception reception =
          observes ? observe(request, origin, exchange) : enforce(request, origin, exchange);
      decided = true;
      return reception;
    } finally {
      if (!decided) {
        exchange.threw();
      }
    }
  }

  /** What is not accepted goes on all the same; what becomes of it is recorded when it ends. */
  private Reception observe(IncomingRequest request, Origin origin, Exchange exchange) {
    Reception reception;
    try {
      reception = decide(request, origin, exchange);
    } catch (IOException | RuntimeException e) {
      // No reason to keep it from the application. Its class alone: the message may quote it.
      reception = Reception.Declined.read(trouble(e));
    }
    if (reception instanceof Reception.Accepted) {
      return reception;
    }
    Reception.Declined declined =
        reception instanceof Reception.Declined known
            ? known
            // Nobody but the application can answer it now.
            : Reception.Declined.read(unanswered());
    exchange.observed(declined.verdict());
    return declined.goingOn(
        declined.genuine().orElseGet(() -> passage(exchange, unclaimed(""), unkeyed)));
  }

  private Reception enforce(IncomingRequest request, Origin origin, Exchange exchange)
      throws IOException {
    Reception reception = decide(request, origin, exchange);
    Reception last = reception;
    if (reception instanceof Reception.Handshake handshake) {
      Verdict declined = handshakes.declines(handshake.asked());
      if (declined == null) {
        exchange.handshake(handshake.reply().status());
      } else {
        last = Reception.Declined.read(declined);
      }
    }
    if (last instanceof Reception.Declined declined) {
      if (declined.read()) {
        network.count(origin, declined.verdict());
      }
      exchange.declined(declined.verdict());
      return declined.answeredBy(replies.of(declined.reply(), request.headers("Content-Type")));
    }
    return last;
  }

  private Verdict unanswered() {
    return new Verdict(
        Outcome.HANDSHAKE,
        null,
        Answer.SUCCESS,
        null,
        System.Logger.Level.DEBUG,
        Messages.handshake(source.name()));
  }

  private static Verdict trouble(Exception e) {
    return Verdict.refused(Reason.EXCEPTION, Answer.PROCESSING_FAILED, e.getClass().getName());
  }

  private Reception decide(IncomingRequest request, Origin origin, Exchange exchange)
      throws IOException {
    if (source.isPaused()) {
      Verdict verdict =
          Verdict.later(
              Outcome.PAUSED,
              null,
              PAUSE_RETRY,
              System.Logger.Level.OFF,
              Messages.paused(source.name()));
      return Reception.Declined.unread(verdict, verdict.reply());
    }
    Verdict declined = network.declines(request, origin);
    if (declined != null) {
      return Reception.Declined.unread(declined, network.reply(declined));
    }
    declined = missing.map(secrets -> secrets.declines(exchange.receivedAt())).orElse(null);
    if (declined != null) {
      return Reception.Declined.unread(declined, declined.reply());
    }
    byte[] body;
    try {
      body = request.body(maxBodyInBytes);
    } catch (IncomingRequest.TooLargeException e) {
      return refused(
          Reason.TOO_LARGE,
          Answer.PAYLOAD_TOO_LARGE,
          Messages.bodyTooLarge(source.name(), maxBodyInBytes));
    } catch (IncomingRequest.IncompleteException e) {
      return refused(
          Reason.BODY_UNREADABLE, Answer.INVALID_PAYLOAD, Messages.bodyUnreadable(source.name()));
    }
    exchange.read(body.length);
    return verify(new ReceivedRequest(request, body, origin, publicUrl), exchange);
  }

  private static Reception refused(Reason reason, Answer answer, String message) {
    return Reception.Declined.read(Verdict.refused(reason, answer, message));
  }

  private Reception verify(ReceivedRequest request, Exchange exchange) {
    Instant now = clock.instant();
    Verification verification = verifier.verify(request, now);
    if (verification instanceof Refusal refusal) {
      Runnable hint = hints.map(all -> all.of(refusal, request, now)).orElse(null);
      return Reception.Declined.refused(verdict(refusal), refusal, hint);
    }
    if (verification instanceof Handshake handshake) {
      return new Reception.Handshake(handshake);
    }
    Verified verified = (Verified) verification;
    try {
      // Read now, so that a body which is not clear about it is refused like a signature.
      verified.type();
      verified.events();
    } catch (UnclearRequestException e) {
      return Reception.Declined.refused(verdict(e.refusal()), e.refusal(), null);
    }
    Verdict declined = network.declinesGenuine();
    if (declined != null) {
      return Reception.Declined.read(declined);
    }
    // From here on it may be dispatched to another URL.
    request.goesOn();
    Optional<String> key = verified.key();
    exchange.verified(verified, key);
    return claim(verified, key, exchange);
  }

  private Verdict verdict(Refusal refusal) {
    String message = Messages.refused(source.name(), refusal.reason(), refusal.detail());
    Reason reason = Reason.of(refusal.reason());
    return switch (refusal.reason()) {
      case UNAVAILABLE ->
          new Verdict(
              Outcome.REFUSED,
              reason,
              Answer.TRY_AGAIN_LATER,
              UNAVAILABLE_RETRY,
              System.Logger.Level.WARNING,
              message);
      case AMBIGUOUS, UNREADABLE -> Verdict.refused(reason, Answer.INVALID_PAYLOAD, message);
      case MISSING, MALFORMED, MISMATCH, STALE, FUTURE ->
          Verdict.refused(reason, Answer.INVALID_SIGNATURE, message);
    };
  }

  /** Claims a delivery. */
  private Reception claim(Verified verified, Optional<String> key, Exchange exchange) {
    // Without a key no two requests are the same delivery.
    EventClaims keeper = key.isPresent() ? claims : unkeyed;
    if (exchange.isClaimedLater()
        && verified.events().isEmpty()
        && keeper.ledger().claimsInTransactions()) {
      Processing unclaimed = Processing.unclaimed(keeper.ledger(), keeper.key(verified));
      return new Reception.Accepted(passage(exchange, unclaimed, keeper));
    }
    Verdict verdict;
    try {
      Claim claim = keeper.ledger().claim(keeper.key(verified));
      if (claim instanceof Claim.Granted granted) {
        Passage passage = passage(exchange, new Processing(keeper.ledger(), granted), keeper);
        exchange.granted(granted.attempt(), passage);
        return new Reception.Accepted(passage);
      }
      verdict = Verdict.of(claim, source.name());
    } catch (LedgerException e) {
      verdict = Verdict.of(e, source.name());
    }
    return Reception.Declined.genuine(
        verdict, passage(exchange, unclaimed(key.orElse("")), unkeyed));
  }

  private Passage passage(Exchange exchange, Processing processing, EventClaims keeper) {
    return new Passage(exchange, processing, keeper, unbindable, replies);
  }

  /**
   * The processing of what goes on without a claim: whatever its outcome, no ledger hears of it.
   */
  private Processing unclaimed(String key) {
    return new Processing(
        unkeyed.ledger(), new Claim.Granted(new DeliveryKey(source.name(), key), 1, 1));
  }
}
