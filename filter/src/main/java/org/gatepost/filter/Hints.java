package org.gatepost.filter;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.SignedRequest;
import org.gatepost.signature.Verifier;

/**
 * Logs what may be wrong with a refused request. To find that out takes longer than a verification:
 * so it is done at most once in each second of the receiver's clock, once the sender has its
 * answer, and for no long body. Thread-safe.
 */
final class Hints {
  /** For longer bodies there are none (inclusive bound). */
  static final int MAX_BODY_IN_BYTES = 64 * 1024;

  private static final System.Logger LOG = System.getLogger(Hints.class.getPackageName());

  private final String source;
  private final Verifier verifier;
  private final AtomicLong second = new AtomicLong(Long.MIN_VALUE);

  Hints(String source, Verifier verifier) {
    this.source = source;
    this.verifier = verifier;
  }

  /**
   * Logs what may be wrong, if anything is found.
   *
   * @param response to which the answer was written
   */
  void log(Refusal refusal, SignedRequest request, HttpServletResponse response, Instant now) {
    if (request.body().length > MAX_BODY_IN_BYTES || !isOfForm(refusal) || !isFirst(now)) {
      return;
    }
    try {
      response.flushBuffer();
    } catch (IOException e) {
      // The sender has gone; the log is for somebody else.
    }
    String hint = verifier.hint(request, now);
    if (!hint.isEmpty()) {
      LOG.log(System.Logger.Level.WARNING, Messages.hint(source, hint));
    }
  }

  /** Whether a request was refused for how it is written or signed. */
  private static boolean isOfForm(Refusal refusal) {
    return refusal.reason() == Refusal.Reason.MALFORMED
        || refusal.reason() == Refusal.Reason.MISMATCH;
  }

  private boolean isFirst(Instant now) {
    long last = second.get();
    return last != now.getEpochSecond() && second.compareAndSet(last, now.getEpochSecond());
  }
}
