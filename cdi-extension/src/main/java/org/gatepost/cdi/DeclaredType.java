package org.gatepost.cdi;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.AnnotatedCallable;
import jakarta.enterprise.inject.spi.AnnotatedMember;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedParameter;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.EventMetadata;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.configurator.AnnotatedParameterConfigurator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.gatepost.cdi.internal.Messages;
import org.gatepost.event.Batch;
import org.gatepost.event.Fallback;
import org.gatepost.event.Webhook;
import org.gatepost.event.Where;

/** A class that mentions our annotations, as the container finds it. */
final class DeclaredType {
  private final ProcessAnnotatedType<?> event;
  private final AnnotatedType<?> type;

  DeclaredType(ProcessAnnotatedType<?> event) {
    this.event = event;
    this.type = event.getAnnotatedType();
  }

  /** Tells where our annotations stand that do nothing there. */
  void reportMisplaced(Consumer<String> problems) {
    if (isOurs(type)) {
      problems.accept(Messages.misplaced(type.getJavaClass().getName()));
    }
    List<AnnotatedCallable<?>> callables = new ArrayList<>(type.getConstructors());
    callables.addAll(type.getMethods());
    Stream.concat(type.getFields().stream(), callables.stream())
        .filter(DeclaredType::isOurs)
        .forEach(member -> problems.accept(Messages.misplaced(place((AnnotatedMember<?>) member))));
    for (AnnotatedCallable<?> callable : callables) {
      for (AnnotatedParameter<?> parameter : callable.getParameters()) {
        if (isOurs(parameter) && !isObserved(parameter)) {
          problems.accept(
              Messages.misplaced(
                  "parameter " + (parameter.getPosition() + 1) + " of " + place(callable)));
        }
      }
    }
  }

  private static String place(AnnotatedMember<?> member) {
    String name = member.getJavaMember().getName();
    String className = member.getJavaMember().getDeclaringClass().getName();
    return name.equals(className) ? "the constructor of " + className : className + "#" + name;
  }

  private static boolean isOurs(Annotated annotated) {
    return Stream.of(
            Webhook.class,
            Webhook.List.class,
            Where.class,
            Where.List.class,
            Fallback.class,
            Batch.class)
        .anyMatch(annotated::isAnnotationPresent);
  }

  private static boolean isObserved(AnnotatedParameter<?> parameter) {
    return parameter.isAnnotationPresent(Observes.class)
        || parameter.isAnnotationPresent(ObservesAsync.class);
  }

  /** Has the {@code EventMetadata} of our observers injected by us. */
  void takeOverMetadata() {
    for (AnnotatedMethod<?> method : type.getMethods()) {
      if (method.getParameters().stream().anyMatch(p -> isObserved(p) && isOurs(p))
          && method.getParameters().stream().anyMatch(DeclaredType::isMetadata)) {
        event.configureAnnotatedType().methods().stream()
            .filter(configured -> configured.getAnnotated().equals(method))
            .flatMap(configured -> configured.params().stream())
            .filter(parameter -> isMetadata(parameter.getAnnotated()))
            .forEach(DeclaredType::takeOver);
      }
    }
  }

  private static boolean isMetadata(AnnotatedParameter<?> parameter) {
    return parameter.getBaseType() == EventMetadata.class;
  }

  private static void takeOver(AnnotatedParameterConfigurator<?> parameter) {
    parameter.remove(Default.class::isInstance).add(OfDelivery.Literal.INSTANCE);
  }
}
