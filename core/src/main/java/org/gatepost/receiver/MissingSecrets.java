package org.gatepost.receiver;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gatepost.internal.Messages;
import org.gatepost.internal.OncePerSecond;
import org.gatepost.receiver.internal.secret.Secrets;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a source shut until each of its secrets has been there: no sender that is sent away with
 * 503 takes its delivery for refused. Says so at start, and at most once in each second of the
 * receiver's clock. Thread-safe.
 */
final class MissingSecrets {
  private static final System.Logger LOG = System.getLogger(Messages.LOGGER);
  private static final Duration RETRY = Duration.ofMinutes(1);

  private final String source;
  private final Secrets secrets;
  private final String does;
  private final AtomicBoolean open;
  private final OncePerSecond seconds = new OncePerSecond();

  MissingSecrets(String source, Secrets secrets, boolean observes, Instant now) {
    this.source = source;
    this.secrets = secrets;
    this.does = observes ? "can verify no request" : "answers every request with 503";
    this.open = new AtomicBoolean(!secrets.areMissing());
    if (secrets.areMissing() && seconds.isFirst(now)) {
      LOG.log(System.Logger.Level.ERROR, message(secrets.missing(now)));
    }
  }

  /** Why no request may be read now, or null if it may. */
  @Nullable Verdict declines(Instant now) {
    if (open.get()) {
      return null;
    }
    String missing = secrets.missing(now);
    if (missing.isEmpty()) {
      if (open.compareAndSet(false, true)) {
        LOG.log(System.Logger.Level.INFO, Messages.secretsThere(source));
      }
      return null;
    }
    return new Verdict(
        Outcome.REFUSED,
        Reason.SECRET_MISSING,
        Answer.TRY_AGAIN_LATER,
        RETRY,
        seconds.isFirst(now) ? System.Logger.Level.ERROR : System.Logger.Level.OFF,
        message(missing));
  }

  private String message(String missing) {
    return Messages.secretsMissing(source, does, missing);
  }
}
