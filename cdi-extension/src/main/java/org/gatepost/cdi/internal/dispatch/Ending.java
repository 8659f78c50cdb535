package org.gatepost.cdi.internal.dispatch;

import jakarta.enterprise.event.ObserverException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.security.PrivilegedActionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.gatepost.event.DeliveryRejectedException;
import org.gatepost.event.ObserverOutcome;
import org.gatepost.event.RejectsDelivery;
import org.gatepost.event.RetryAfterException;
import org.gatepost.ledger.LedgerException;
import org.jspecify.annotations.Nullable;

/**
 * How the call of an observer ended. Immutable.
 *
 * @param result what that means for the delivery
 * @param retryAfter when the observer asks to be called again, if it does
 * @param causes the classes of what was thrown and of its causes, the outermost first
 * @param trouble what keeps the ledger from recording it, if it was not recorded
 */
record Ending(
    ObserverOutcome.Result result,
    Optional<Duration> retryAfter,
    List<Class<? extends Throwable>> causes,
    Optional<LedgerException> trouble) {
  static final Ending DONE =
      new Ending(ObserverOutcome.Result.DONE, Optional.empty(), List.of(), Optional.empty());

  private static final int MAX_CAUSES = 10;

  // By names, as a server may lack some of them.
  private static final Set<String> WRAPPERS =
      Set.of(
          ObserverException.class.getName(),
          InvocationTargetException.class.getName(),
          UndeclaredThrowableException.class.getName(),
          PrivilegedActionException.class.getName(),
          ExecutionException.class.getName(),
          CompletionException.class.getName(),
          "jakarta.ejb.EJBException",
          "jakarta.transaction.RollbackException",
          "jakarta.transaction.TransactionalException");

  /**
   * The ending by an exception: what it says itself, or what it only wraps. Not any cause counts:
   * an observer that throws an exception of its own has failed, whatever led to it, and a delivery
   * that comes once too often does less harm than one that is lost.
   */
  static Ending of(Throwable thrown) {
    List<Class<? extends Throwable>> causes = causes(thrown);
    if (thrown instanceof LedgerException trouble) {
      return new Ending(
          ObserverOutcome.Result.FAILED, Optional.empty(), causes, Optional.of(trouble));
    }
    Throwable said = thrown;
    for (int i = 0; said != null && i < MAX_CAUSES; i++) {
      if (said instanceof RetryAfterException later) {
        return new Ending(
            ObserverOutcome.Result.POSTPONED, Optional.of(later.delay()), causes, Optional.empty());
      }
      if (said instanceof DeliveryRejectedException
          || said.getClass().isAnnotationPresent(RejectsDelivery.class)) {
        return new Ending(
            ObserverOutcome.Result.REJECTED, Optional.empty(), causes, Optional.empty());
      }
      said = wrapped(said);
    }
    return new Ending(ObserverOutcome.Result.FAILED, Optional.empty(), causes, Optional.empty());
  }

  private static List<Class<? extends Throwable>> causes(Throwable thrown) {
    List<Class<? extends Throwable>> classes = new ArrayList<>();
    Throwable cause = thrown;
    for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
      classes.add(cause.getClass());
      cause = cause.getCause();
    }
    return List.copyOf(classes);
  }

  private static @Nullable Throwable wrapped(Throwable thrown) {
    Throwable cause = thrown.getCause();
    if (cause == null) {
      return null;
    }
    for (Class<?> c = thrown.getClass(); c != null; c = c.getSuperclass()) {
      if (WRAPPERS.contains(c.getName())) {
        return cause;
      }
    }
    // Made by new RuntimeException(cause), to get past a signature.
    boolean saysNothing =
        thrown.getClass() == RuntimeException.class && cause.toString().equals(thrown.getMessage());
    return saysNothing ? cause : null;
  }
}
