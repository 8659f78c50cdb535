package org.gatepost.cdi.internal.declared;

import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an observer method says of how it is to be called, itself or by its class. All of it is told
 * by names, since a server may lack what the names stand for.
 *
 * @param method the method, as the container found it
 * @param beanClass the class of the bean, which may have inherited it
 */
record DeclaredMethod(AnnotatedMethod<?> method, Class<?> beanClass) {
  private static final String TRANSACTIONAL = "jakarta.transaction.Transactional";
  private static final String TRANSACTION_ATTRIBUTE = "jakarta.ejb.TransactionAttribute";
  private static final String TRANSACTION_MANAGEMENT = "jakarta.ejb.TransactionManagement";

  private static final Set<String> ASYNCHRONOUS =
      Set.of(
          "jakarta.ejb.Asynchronous",
          "jakarta.enterprise.concurrent.Asynchronous",
          "org.eclipse.microprofile.faulttolerance.Asynchronous",
          "io.smallrye.faulttolerance.api.AsynchronousNonBlocking",
          "org.apache.deltaspike.core.api.future.Futureable");

  private static final Set<String> LATER =
      Set.of(
          "java.util.concurrent.CompletionStage",
          "java.util.concurrent.Future",
          "java.util.concurrent.Flow$Publisher",
          "org.reactivestreams.Publisher",
          "io.smallrye.mutiny.Uni",
          "io.vertx.core.Future",
          "io.reactivex.CompletableSource",
          "io.reactivex.MaybeSource",
          "io.reactivex.ObservableSource",
          "io.reactivex.SingleSource",
          "io.reactivex.rxjava3.core.CompletableSource",
          "io.reactivex.rxjava3.core.MaybeSource",
          "io.reactivex.rxjava3.core.ObservableSource",
          "io.reactivex.rxjava3.core.SingleSource");

  /** What makes it return before its work is done, in words, or nothing. */
  Optional<String> returnsEarly() {
    Class<?> returned = method.getJavaMember().getReturnType();
    if (isLater(returned, new HashSet<>())) {
      return Optional.of("returns " + returned.getTypeName());
    }
    for (Collection<Annotation> annotations :
        List.of(method.getAnnotations(), ofBean(), ofDeclaringClass())) {
      Optional<Annotation> found = NamedAnnotations.find(annotations, ASYNCHRONOUS);
      if (found.isPresent()) {
        return Optional.of("has @" + found.get().annotationType().getName());
      }
    }
    return Optional.empty();
  }

  /** How it does its work where a transaction is running. */
  TransactionUse transactional() {
    boolean managesItsOwn =
        NamedAnnotations.find(ofBean(), Set.of(TRANSACTION_MANAGEMENT))
            .flatMap(said -> NamedAnnotations.constant(said, "value"))
            .filter("BEAN"::equals)
            .isPresent();
    return managesItsOwn ? TransactionUse.APART : declared();
  }

  private TransactionUse declared() {
    Set<String> both = Set.of(TRANSACTIONAL, TRANSACTION_ATTRIBUTE);
    return NamedAnnotations.find(method.getAnnotations(), both)
        // Of a class, CDI's counts for what the class inherits, but not the one of Enterprise
        // Beans.
        .or(() -> NamedAnnotations.find(ofDeclaringClass(), Set.of(TRANSACTION_ATTRIBUTE)))
        .or(() -> NamedAnnotations.find(ofBean(), Set.of(TRANSACTIONAL)))
        .flatMap(said -> NamedAnnotations.constant(said, "value"))
        .map(
            value ->
                switch (value) {
                  case "NEVER" -> TransactionUse.NEVER;
                  case "REQUIRES_NEW", "NOT_SUPPORTED" -> TransactionUse.APART;
                  default -> TransactionUse.JOINS;
                })
        .orElse(TransactionUse.JOINS);
  }

  private Collection<Annotation> ofBean() {
    return of(beanClass);
  }

  private Collection<Annotation> ofDeclaringClass() {
    return of(method.getJavaMember().getDeclaringClass());
  }

  /** As the container has them, perhaps changed by extensions, if it is told. */
  private Collection<Annotation> of(Class<?> type) {
    AnnotatedType<?> declaring = method.getDeclaringType();
    return declaring.getJavaClass() == type
        ? declaring.getAnnotations()
        : List.of(type.getAnnotations());
  }

  private static boolean isLater(Class<?> type, Set<Class<?>> seen) {
    if (!seen.add(type)) {
      return false;
    }
    if (LATER.contains(type.getName())) {
      return true;
    }
    List<Class<?>> above = new ArrayList<>(List.of(type.getInterfaces()));
    if (type.getSuperclass() != null) {
      above.add(type.getSuperclass());
    }
    return above.stream().anyMatch(each -> isLater(each, seen));
  }
}
