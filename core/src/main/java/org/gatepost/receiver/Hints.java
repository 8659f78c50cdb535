package org.gatepost.receiver;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gatepost.internal.Messages;
import org.gatepost.internal.OncePerSecond;
import org.gatepost.receiver.internal.network.OtherUrls;
import org.gatepost.receiver.internal.secret.Secrets;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.SignedRequest;
import org.gatepost.signature.Verifier;
import org.jspecify.annotations.Nullable;

/**
 * Logs what may be wrong with a refused request. To find that out takes longer than a verification:
 * so it is done at most once in each second of the receiver's clock, once the sender has its
 * answer, and for no long body. Thread-safe.
 */
final class Hints {
  /** For longer bodies there are none (inclusive bound). */
  static final int MAX_BODY_IN_BYTES = 64 * 1024;

  private static final System.Logger LOG = System.getLogger(Messages.LOGGER);

  private final String source;
  private final Scheme scheme;
  private final Secrets secrets;
  private final OncePerSecond seconds = new OncePerSecond();
  private final AtomicBoolean whiteSpaceTold = new AtomicBoolean();

  Hints(String source, Scheme scheme, Secrets secrets) {
    this.source = source;
    this.scheme = scheme;
    this.secrets = secrets;
  }

  /**
   * What finds out and logs what may be wrong, for when the sender has its answer; null if it is
   * not to be found out.
   */
  @Nullable Runnable of(Refusal refusal, SignedRequest request, Instant now) {
    if (refusal.reason() == Refusal.Reason.MISMATCH) {
      tellOfWhiteSpace(now);
    }
    if (request.body().length > MAX_BODY_IN_BYTES || !isOfForm(refusal) || !seconds.isFirst(now)) {
      return null;
    }
    return () -> log(refusal, request, now);
  }

  private void log(Refusal refusal, SignedRequest request, Instant now) {
    String hint = hint(refusal, request, now);
    if (!hint.isEmpty()) {
      LOG.log(System.Logger.Level.WARNING, Messages.hint(source, hint));
    }
  }

  private String hint(Refusal refusal, SignedRequest request, Instant now) {
    boolean mismatch = refusal.reason() == Refusal.Reason.MISMATCH;
    String hint = secrets.hint(request, now);
    if (hint.isEmpty() && mismatch) {
      hint = whiteSpaceHint(request, now);
    }
    if (hint.isEmpty()) {
      hint = scheme.fittingPresets(request, secrets.current(now), refusal, now);
    }
    return hint.isEmpty() && mismatch && scheme.signsUrl()
        ? OtherUrls.hint(secrets.verifier(now), request, now)
        : hint;
  }

  /** What was told at start, once more where it may matter. */
  private void tellOfWhiteSpace(Instant now) {
    if (whiteSpaceTold.get() || !whiteSpaceTold.compareAndSet(false, true)) {
      return;
    }
    for (Secret secret : secrets.current(now)) {
      if (secret.hasOuterWhiteSpace()) {
        LOG.log(
            System.Logger.Level.WARNING, Messages.whiteSpaceAroundSecret(source, secret.label()));
      }
    }
  }

  private String whiteSpaceHint(SignedRequest request, Instant now) {
    for (Secret secret : secrets.current(now)) {
      if (secret.hasOuterWhiteSpace()) {
        Verifier verifier = scheme.verifier(List.of(secret.withoutOuterWhiteSpace()));
        if (OtherUrls.isRight(verifier.verify(request, now))) {
          return "the signature would be right without the white space around secret ["
              + secret.label()
              + "]";
        }
      }
    }
    return "";
  }

  /** Whether a request was refused for how it is written or signed. */
  private static boolean isOfForm(Refusal refusal) {
    return switch (refusal.reason()) {
      case MISSING, MALFORMED, MISMATCH -> true;
      case STALE, FUTURE, AMBIGUOUS, UNREADABLE, UNAVAILABLE -> false;
    };
  }
}
