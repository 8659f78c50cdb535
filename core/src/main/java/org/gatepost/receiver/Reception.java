package org.gatepost.receiver;

import java.util.Optional;
import org.gatepost.Delivery;
import org.gatepost.ledger.Processing;
import org.gatepost.signature.Refusal;
import org.jspecify.annotations.Nullable;

/** What a {@link Receiver} has decided of a request. Used by one thread at a time. */
public sealed interface Reception {

  /**
   * The request is genuine, and its delivery is the application's to process.
   *
   * @param passage the request on its way
   */
  record Accepted(Passage passage) implements Reception {

    /** {@return the delivery, all of whose values are read now} */
    public Delivery delivery() {
      return passage.delivery().orElseThrow();
    }

    /** {@return the claim, for whatever hands the delivery to several consumers} */
    public Processing processing() {
      return passage.processing();
    }

    /**
     * The application has answered, which settles the delivery.
     *
     * @param status the status of its answer: from 200 to 299 the delivery is finished, else it is
     *     given back
     */
    public void answered(int status) {
      passage.answered(status, false);
    }
  }

  /**
   * The request does not go on: its sender is to be answered. With {@code mode=observe} it does go
   * on all the same, and nobody is to answer.
   *
   * @param verdict why
   * @param reply what its sender is to be answered
   * @param read whether its body has been read
   * @param refusal what the verifier has found, where that is why
   * @param genuine the request, where it is a genuine one, but not to be processed now
   * @param passage the request on its way, where it goes on
   * @param hint what is to be done once the sender has its answer, as it takes longer: logs what
   *     may be wrong with the request
   */
  record Declined(
      Verdict verdict,
      Reply reply,
      boolean read,
      Optional<Refusal> refusal,
      Optional<Passage> genuine,
      Optional<Passage> passage,
      Optional<Runnable> hint)
      implements Reception {

    static Declined unread(Verdict verdict, Reply reply) {
      return of(verdict, reply, false, null, null, null);
    }

    static Declined read(Verdict verdict) {
      return of(verdict, verdict.reply(), true, null, null, null);
    }

    static Declined refused(Verdict verdict, Refusal refusal, @Nullable Runnable hint) {
      return of(verdict, verdict.reply(), true, refusal, null, hint);
    }

    static Declined genuine(Verdict verdict, Passage genuine) {
      return of(verdict, verdict.reply(), true, null, genuine, null);
    }

    private static Declined of(
        Verdict verdict,
        Reply reply,
        boolean read,
        @Nullable Refusal refusal,
        @Nullable Passage genuine,
        @Nullable Runnable hint) {
      return new Declined(
          verdict,
          reply,
          read,
          Optional.ofNullable(refusal),
          Optional.ofNullable(genuine),
          Optional.empty(),
          Optional.ofNullable(hint));
    }

    /** This, answered in another form. */
    Declined answeredBy(Reply other) {
      return new Declined(verdict, other, read, refusal, genuine, passage, hint);
    }

    Declined goingOn(Passage onward) {
      return new Declined(
          verdict, reply, read, refusal, genuine, Optional.of(onward), Optional.empty());
    }

    /** {@return the delivery, where the request is a genuine one; its values are read now} */
    public Optional<Delivery> delivery() {
      return genuine.flatMap(Passage::delivery);
    }
  }

  /**
   * The sender has asked whether it has the right receiver, and is to be answered.
   *
   * @param asked what it has asked
   */
  record Handshake(org.gatepost.signature.Handshake asked) implements Reception {

    /** {@return the answer} */
    public Reply reply() {
      return Reply.to(asked);
    }
  }
}
