package org.gatepost.cdi.internal.declared;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedParameter;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.enterprise.inject.spi.ProcessObserverMethod;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gatepost.event.Batch;
import org.gatepost.event.Fallback;
import org.gatepost.event.Webhook;
import org.gatepost.event.Where;
import org.jspecify.annotations.Nullable;

/**
 * An observer method as the container found it, not yet checked. Immutable.
 *
 * @param signature bean class and method, as messages name it
 * @param webhooks the alternatives in the order in which they are tried; none if it is no observer
 *     of ours
 * @param conditions what the content must be
 * @param isFallback whether it has {@link Fallback}
 * @param isBatch whether it has {@link Batch}
 * @param parameter the observed one; null for a synthetic observer
 * @param transactional what the method or its class says by {@code @Transactional} or
 *     {@code @TransactionAttribute}
 * @param returnsEarly what makes it return before its work is done, in words, or nothing
 * @param method the method, as the container made it
 */
public record FoundObserver(
    String signature,
    List<Webhook> webhooks,
    List<Where> conditions,
    boolean isFallback,
    boolean isBatch,
    @Nullable AnnotatedParameter<?> parameter,
    TransactionUse transactional,
    Optional<String> returnsEarly,
    ObserverMethod<Object> method) {

  public static FoundObserver of(ProcessObserverMethod<?, ?> event) {
    ObserverMethod<?> method = event.getObserverMethod();
    AnnotatedMethod<?> annotated = event.getAnnotatedMethod();
    AnnotatedParameter<?> parameter = annotated == null ? null : observedParameter(annotated);
    Optional<DeclaredMethod> declared =
        Optional.ofNullable(annotated).map(m -> new DeclaredMethod(m, method.getBeanClass()));
    return new FoundObserver(
        signature(method.getBeanClass(), annotated),
        webhooks(parameter, method.getObservedQualifiers()),
        parameter == null
            ? List.of()
            : declared(parameter, Where.class, Where.List.class, Where.List::value),
        parameter != null && parameter.isAnnotationPresent(Fallback.class),
        parameter != null && parameter.isAnnotationPresent(Batch.class),
        parameter,
        declared.map(DeclaredMethod::transactional).orElse(TransactionUse.JOINS),
        declared.flatMap(DeclaredMethod::returnsEarly),
        cast(method));
  }

  private static @Nullable AnnotatedParameter<?> observedParameter(AnnotatedMethod<?> method) {
    for (AnnotatedParameter<?> parameter : method.getParameters()) {
      if (parameter.isAnnotationPresent(Observes.class)
          || parameter.isAnnotationPresent(ObservesAsync.class)) {
        return parameter;
      }
    }
    return null;
  }

  /** As declared; of a synthetic observer, which declares nothing, in an order of our own. */
  private static List<Webhook> webhooks(
      @Nullable AnnotatedParameter<?> parameter, Set<Annotation> qualifiers) {
    List<Webhook> declared =
        parameter == null
            ? List.of()
            : declared(parameter, Webhook.class, Webhook.List.class, Webhook.List::value);
    if (!declared.isEmpty()) {
      return declared;
    }
    return qualifiers.stream()
        .filter(Webhook.class::isInstance)
        .map(Webhook.class::cast)
        .sorted(
            Comparator.comparing(Webhook::value)
                .thenComparing(Webhook::source)
                .thenComparing(Webhook::at))
        .toList();
  }

  /** Annotations of a type that may be repeated, which Java then hands out in a container. */
  private static <A extends Annotation, L extends Annotation> List<A> declared(
      Annotated annotated, Class<A> type, Class<L> container, Function<L, A[]> contents) {
    L several = annotated.getAnnotation(container);
    if (several != null) {
      return List.of(contents.apply(several));
    }
    // Not getAnnotations(type): in Weld it does not know what another extension has added.
    return annotated.getAnnotations().stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static String signature(Class<?> beanClass, @Nullable AnnotatedMethod<?> method) {
    if (method == null) {
      return beanClass.getName();
    }
    return beanClass.getName()
        + "#"
        + method.getJavaMember().getName()
        + Arrays.stream(method.getJavaMember().getParameterTypes())
            .map(Class::getTypeName)
            .collect(Collectors.joining(",", "(", ")"));
  }

  @SuppressWarnings("unchecked")
  private static ObserverMethod<Object> cast(ObserverMethod<?> method) {
    // The dispatcher gives it nothing but what its form has made for its observed type.
    return (ObserverMethod<Object>) method;
  }

  /** The names that it gives itself, each once. */
  public List<String> consumers() {
    return webhooks.stream()
        .map(Webhook::consumer)
        .filter(name -> !name.isEmpty())
        .distinct()
        .toList();
  }

  /** The stable name in the ledger. */
  public String consumer() {
    List<String> names = consumers();
    return names.isEmpty() ? signature : names.get(0);
  }
}
