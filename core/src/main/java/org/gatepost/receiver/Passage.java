package org.gatepost.receiver;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gatepost.Delivery;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.LedgerException;
import org.gatepost.ledger.Processing;
import org.gatepost.signature.Verified;
import org.gatepost.signature.VerifiedEvent;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way through the application: how that ends settles its delivery. Used by one
 * thread at a time, except that {@link #delivery} may be asked by any.
 */
public final class Passage {
  /**
   * Begins the name of the attribute by which a servlet, whose name is the rest, tells in its
   * context that it claims the deliveries that it is given.
   */
  public static final String CLAIMING_SERVLET = "org.gatepost.filter.ClaimingServlet.";

  /** The name of the request attribute that holds the passage, for the CDI extension alone. */
  public static final String ATTRIBUTE = "org.gatepost.filter.Passage";

  private final Exchange exchange;
  private final Processing processing;
  private final EventClaims claims;
  private final Answer unbindable;
  private final Replies replies;
  private final @Nullable Passage whole;
  private final @Nullable VerifiedEvent event;
  private @Nullable Delivery delivery;
  private volatile @Nullable Verdict declined;

  Passage(
      Exchange exchange,
      Processing processing,
      EventClaims claims,
      Answer unbindable,
      Replies replies) {
    this(exchange, processing, claims, unbindable, replies, null, null);
  }

  private Passage(
      Exchange exchange,
      Processing processing,
      EventClaims claims,
      Answer unbindable,
      Replies replies,
      @Nullable Passage whole,
      @Nullable VerifiedEvent event) {
    this.exchange = exchange;
    this.processing = processing;
    this.claims = claims;
    this.unbindable = unbindable;
    this.replies = replies;
    this.whole = whole;
    this.event = event;
  }

  /** The passage of one event of this one's delivery, which was claimed by itself. */
  Passage of(VerifiedEvent one, Processing claim) {
    return new Passage(exchange, claim, claims, unbindable, replies, this, one);
  }

  /**
   * The passage of a genuine request that nobody counts.
   *
   * @param source the name of the source that verified it
   * @param verified the proof
   * @param receivedAt when it came
   * @param processing its claim
   * @return the passage
   */
  public static Passage of(
      String source, Verified verified, Instant receivedAt, Processing processing) {
    Exchange unrecorded = new Exchange(Recorder.none(source), receivedAt, "");
    unrecorded.verified(verified, verified.key());
    EventClaims unclaimed = new EventClaims(Ledger.none(), source);
    return new Passage(unrecorded, processing, unclaimed, Answer.INVALID_PAYLOAD, Replies.PLAIN);
  }

  /** {@return the configured sender} */
  public String source() {
    return exchange.source();
  }

  /**
   * {@return the proof, which can be read for as long as the request lasts}
   *
   * @throws IllegalStateException if the request is not genuine, and only observed
   */
  public Verified verified() {
    Verified verified = event == null ? exchange.verified() : event;
    if (verified == null) {
      throw new IllegalStateException("not a genuine request");
    }
    return verified;
  }

  /**
   * {@return whether the request holds several events, or may, which are claimed each by itself}
   */
  public boolean hasEvents() {
    return event == null && isGenuine() && !verified().events().isEmpty();
  }

  /**
   * Whether it is still to be decided who processes the delivery: then it is to be claimed before
   * anything is done with it.
   *
   * @return false once it is claimed, or {@linkplain #declined declined}
   */
  public boolean isUnclaimed() {
    return declined == null && !processing.isClaimed();
  }

  /**
   * Claims the delivery, if that has not been done.
   *
   * @return empty if it is the caller's now; else what its sender is to be told, which is recorded
   *     as what became of the request
   */
  public Optional<Verdict> claim() {
    if (isUnclaimed()) {
      try {
        Claim claim = processing.claim();
        if (claim instanceof Claim.Granted) {
          granted();
        } else {
          decline(Verdict.of(claim, source()));
        }
      } catch (LedgerException e) {
        decline(Verdict.of(e, source()));
      }
    }
    return declined();
  }

  /**
   * Claims the delivery in the Jakarta transaction that is running, in which its only consumer is
   * to work.
   *
   * @param consumer the consumer's stable name
   * @return false if that cannot be: then {@link #claim} is to be called, once the transaction is
   *     rolled back
   */
  public boolean claimInTransaction(String consumer) {
    try {
      boolean claimed = isUnclaimed() && processing.claimInTransaction(consumer);
      if (claimed) {
        granted();
      }
      return claimed;
    } catch (LedgerException e) {
      // Asked by itself the ledger says it again, or can answer by then.
      return false;
    }
  }

  private void granted() {
    synchronized (this) {
      // The attempt may be another than somebody was told before.
      delivery = null;
    }
    exchange.granted(processing.attempt(), this);
  }

  private void decline(Verdict verdict) {
    declined = verdict;
    exchange.declined(verdict);
  }

  /** {@return why the delivery is not to be processed, where {@link #claim} has found so} */
  public Optional<Verdict> declined() {
    return Optional.ofNullable(declined);
  }

  /**
   * Claims the events of the request that are not finished and not being processed elsewhere.
   *
   * @return those, each on a way of its own, to be settled by its {@link #processing} alone
   * @throws org.gatepost.ledger.LedgerException if the ledger cannot answer: then none is claimed
   */
  public ClaimedEvents claimEvents() {
    return claims.claim(this, verified().events());
  }

  /** {@return whether the request is genuine, and not only observed} */
  public boolean isGenuine() {
    return exchange.verified() != null;
  }

  /**
   * The delivery, whose values are read when it is first asked for; empty if the request is not
   * genuine, and only observed.
   *
   * @return the same each time
   * @throws IllegalStateException if it is first asked for when the request is over
   */
  public synchronized Optional<Delivery> delivery() {
    if (delivery == null && whole != null && event != null) {
      delivery = whole.delivery().orElseThrow().event(event.index(), processing.attempt());
    }
    Verified verified = exchange.verified();
    if (delivery == null && verified != null) {
      delivery =
          Delivery.of(
              source(), verified, exchange.key(), exchange.receivedAt(), processing.attempt());
    }
    return Optional.ofNullable(delivery);
  }

  /**
   * Tells what the events of the request have come to.
   *
   * @param number how many of them are finished, now or before, so that they need not come again
   * @param copies how many are another event of the request once more, and end with that one
   */
  public void eventsFinished(int number, int copies) {
    exchange.eventsFinished(number, copies);
  }

  /** {@return the claim; where nothing was claimed, no ledger hears of it} */
  public Processing processing() {
    return processing;
  }

  /** {@return what the sender is told if the body does not become what an observer takes} */
  public Answer unbindable() {
    return unbindable;
  }

  /**
   * An answer as this sender wants it.
   *
   * @param reply what is to be said
   * @return what is to be sent
   */
  public Reply reply(Reply reply) {
    Verified verified = exchange.verified();
    return replies.of(
        reply, verified == null ? List.of() : verified.request().headers("Content-Type"));
  }

  /**
   * The application has answered.
   *
   * @param status the answer's: from 200 to 299 the delivery is finished, else it is given back
   * @param later whether the answer has a {@code Retry-After}
   * @return whether the sender is told that it need not send again
   */
  public boolean answered(int status, boolean later) {
    if (declined != null) {
      // Recorded, and nothing was claimed.
      return status >= 200 && status <= 299;
    }
    return exchange.answered(processing, status, later);
  }

  /**
   * The application has thrown, or its connection broke: the delivery is given back.
   *
   * @param status what the sender is told
   */
  public void failed(int status) {
    if (declined != null) {
      return;
    }
    exchange.failed(processing, status);
  }

  /** The request is over: what was not read of it is never read, nor is it being read now. */
  public synchronized void release() {
    Verified verified = exchange.verified();
    if (verified != null && verified.request() instanceof ReceivedRequest request) {
      request.release();
    }
  }

  /** As {@link Delivery#toString}. */
  @Override
  public String toString() {
    if (!isGenuine()) {
      return "Passage[" + source() + "]";
    }
    Optional<String> key = event == null ? exchange.key() : event.key();
    return Delivery.text(source(), verified().type(), key, verified().id());
  }
}
