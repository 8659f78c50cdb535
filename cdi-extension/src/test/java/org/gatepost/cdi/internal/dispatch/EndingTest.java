package org.gatepost.cdi.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.event.ObserverException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.TransactionalException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.security.PrivilegedActionException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.gatepost.event.DeliveryRejectedException;
import org.gatepost.event.ObserverOutcome.Result;
import org.gatepost.event.RejectsDelivery;
import org.gatepost.event.RetryAfterException;
import org.gatepost.ledger.LedgerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What an exception of an observer means. */
class EndingTest {
  private static final Throwable REJECTION = new DeliveryRejectedException("expected");

  static Stream<Throwable> rejections() {
    return Stream.of(
        REJECTION,
        new Unwanted("a subclass"),
        new DeliveryRejectedException("with a cause", new IOException()),
        new UnknownCustomer(),
        new UnknownRegion());
  }

  @ParameterizedTest
  @MethodSource("rejections")
  void rejectionIsSaidByTypeOrAnnotation(Throwable thrown) {
    assertThat(Ending.of(thrown).result()).isEqualTo(Result.REJECTED);
  }

  static Stream<Throwable> wrappers() {
    return wrappersOf(REJECTION);
  }

  private static Stream<Throwable> wrappersOf(Throwable cause) {
    RollbackException rolledBack = new RollbackException("rolled back");
    rolledBack.initCause(cause);
    return Stream.of(
        new ObserverException(cause),
        new InvocationTargetException(cause),
        new UndeclaredThrowableException(cause),
        new PrivilegedActionException((Exception) cause),
        new ExecutionException(cause),
        new CompletionException(cause),
        new TransactionalException("in an interceptor", cause),
        new SubclassOfWrapper(cause),
        rolledBack,
        new RuntimeException(cause),
        new ObserverException(new InvocationTargetException(cause)));
  }

  @ParameterizedTest
  @MethodSource("wrappers")
  void whatOnlyWrapsIsLookedThrough(Throwable thrown) {
    assertThat(Ending.of(thrown).result()).isEqualTo(Result.REJECTED);
  }

  @Test
  void postponementIsFoundInWrappersToo() {
    RetryAfterException later = new RetryAfterException(Duration.ofMinutes(5), "expected");

    assertThat(wrappersOf(later))
        .allSatisfy(
            thrown -> {
              Ending ending = Ending.of(thrown);
              assertThat(ending.result()).isEqualTo(Result.POSTPONED);
              assertThat(ending.retryAfter()).contains(Duration.ofMinutes(5));
            });
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new IllegalStateException("expected")),
        Arguments.of(new AssertionError("expected")),
        // What led to a failure does not make it something else.
        Arguments.of(new IllegalStateException("cleaning up failed", REJECTION)),
        Arguments.of(new RuntimeException("cleaning up failed", REJECTION)),
        Arguments.of(new Error(REJECTION)),
        // Wrappers of nothing, and of a failure.
        Arguments.of(new ObserverException()),
        Arguments.of(new ObserverException(new IllegalStateException(REJECTION))));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void everythingElseIsFailure(Throwable thrown) {
    Ending ending = Ending.of(thrown);

    assertThat(ending.result()).isEqualTo(Result.FAILED);
    assertThat(ending.retryAfter()).isEmpty();
    assertThat(ending.trouble()).isEmpty();
  }

  @Test
  void causesAreNamedFromTheOutermost() {
    Throwable thrown = new ObserverException(new IllegalStateException(new IOException()));

    assertThat(Ending.of(thrown).causes())
        .containsExactly(ObserverException.class, IllegalStateException.class, IOException.class);
  }

  @Test
  void tenCausesAreLookedAt() {
    Throwable ninth = wrapped(REJECTION, 9);
    Throwable tenth = wrapped(REJECTION, 10);

    assertThat(Ending.of(ninth).result()).isEqualTo(Result.REJECTED);
    assertThat(Ending.of(tenth).result()).isEqualTo(Result.FAILED);
    assertThat(Ending.of(ninth).causes()).hasSize(10).endsWith(DeliveryRejectedException.class);
    assertThat(Ending.of(tenth).causes()).hasSize(10).endsWith(ObserverException.class);
  }

  @Test
  void circleOfCausesComesToAnEnd() {
    ObserverException first = new ObserverException();
    first.initCause(new ObserverException(first));

    assertThat(Ending.of(first).result()).isEqualTo(Result.FAILED);
    assertThat(Ending.of(first).causes()).hasSize(10);
  }

  @Test
  void troubleOfTheLedgerIsKept() {
    LedgerException trouble = new LedgerException("expected");

    assertThat(Ending.of(trouble).trouble()).containsSame(trouble);
    assertThat(Ending.of(trouble).result()).isEqualTo(Result.FAILED);
  }

  private static Throwable wrapped(Throwable cause, int times) {
    return times == 0 ? cause : new ObserverException(wrapped(cause, times - 1));
  }

  private static final class Unwanted extends DeliveryRejectedException {
    Unwanted(String message) {
      super(message);
    }
  }

  @RejectsDelivery
  private static class UnknownCustomer extends Exception {}

  private static final class UnknownRegion extends UnknownCustomer {}

  private static final class SubclassOfWrapper extends ObserverException {
    SubclassOfWrapper(Throwable cause) {
      super(cause);
    }
  }
}
