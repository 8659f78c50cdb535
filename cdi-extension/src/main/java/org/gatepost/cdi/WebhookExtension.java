package org.gatepost.cdi;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeShutdown;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.enterprise.inject.spi.ProcessObserverMethod;
import java.lang.annotation.Annotation;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatepost.Delivery;
import org.gatepost.event.DeliveryOutcome;
import org.gatepost.event.Webhook;
import org.jspecify.annotations.Nullable;

/**
 * Finds the observer methods with {@link Webhook}, takes them out of the container's own event
 * handling, and makes the {@link Delivery} injectable while one is processed. Whatever is wrong
 * with an observer fails the deployment, all of it at once. One instance for each application;
 * thread-safe once the application has started.
 */
public class WebhookExtension implements Extension {

  /** An observer method as found, not yet checked. */
  private record Found(
      Webhook webhook,
      String signature,
      boolean refusesTransactions,
      ObserverMethod<Object> method) {}

  private final List<Found> found = new ArrayList<>();
  private final CurrentDelivery current = new CurrentDelivery();
  private final PayloadForms forms = new PayloadForms();
  private final Clock clock;
  private volatile @Nullable DeliveryProcessor processor;

  /** Called by the container. */
  @SuppressForbidden("Where the system's clock comes in; everything else is given a Clock.")
  public WebhookExtension() {
    this.clock = Clock.systemUTC();
  }

  /**
   * The extension of the application that is running.
   *
   * @throws IllegalStateException if there is no CDI container, or it has not started the extension
   */
  static WebhookExtension current() {
    try {
      return CDI.current().getBeanManager().getExtension(WebhookExtension.class);
    } catch (IllegalStateException | IllegalArgumentException e) {
      throw new IllegalStateException(Messages.noExtension(), e);
    }
  }

  /**
   * What hands deliveries to the observers.
   *
   * @throws IllegalStateException if the application has not started
   */
  DeliveryProcessor processor() {
    DeliveryProcessor ready = processor;
    if (ready == null) {
      throw new IllegalStateException(Messages.noExtension());
    }
    return ready;
  }

  void find(@Observes ProcessObserverMethod<?, ?> event) {
    ObserverMethod<?> method = event.getObserverMethod();
    for (Annotation qualifier : method.getObservedQualifiers()) {
      if (qualifier instanceof Webhook webhook) {
        found.add(new Found(webhook, signature(event), refusesTransactions(event), cast(method)));
        // An event of the observed type that someone fires is not a delivery: only the dispatcher
        // calls.
        event.veto();
      }
    }
  }

  /**
   * Whether the method or its class says {@code @Transactional(NEVER)}. Told by names, since a
   * server may lack Jakarta Transactions.
   */
  private static boolean refusesTransactions(ProcessObserverMethod<?, ?> event) {
    AnnotatedMethod<?> method = event.getAnnotatedMethod();
    if (method == null) {
      return false;
    }
    return Stream.of(method, method.getDeclaringType())
        .flatMap(annotated -> annotated.getAnnotations().stream())
        .filter(a -> a.annotationType().getName().equals("jakarta.transaction.Transactional"))
        .findFirst()
        .filter(transactional -> transactional.toString().contains("NEVER"))
        .isPresent();
  }

  void makeInjectable(@Observes AfterBeanDiscovery event) {
    event
        .<Delivery>addBean()
        .beanClass(WebhookExtension.class)
        .types(Delivery.class, Object.class)
        .qualifiers(Default.Literal.INSTANCE, Any.Literal.INSTANCE)
        .scope(Dependent.class)
        .produceWith(instance -> current.get());
  }

  void check(@Observes AfterDeploymentValidation event, BeanManager manager) {
    List<String> problems = new ArrayList<>();
    List<WebhookObserver> observers = new ArrayList<>();
    // Containers find observers in any order; among equal priorities the signature decides, the
    // same on every start.
    found.sort(
        Comparator.comparingInt((Found f) -> f.method().getPriority())
            .thenComparing(Found::signature));
    for (Found each : found) {
      WebhookObserver observer = observer(each, problems);
      if (observer != null) {
        observers.add(observer);
      }
    }
    requireDistinctConsumers(problems);
    problems.forEach(problem -> event.addDeploymentProblem(new DeploymentException(problem)));
    ObserverRun run = new ObserverRun(current, Transactions.ofServer(), clock);
    processor =
        new DeliveryProcessor(
            new Dispatcher(observers, run),
            current,
            manager.getEvent().select(DeliveryOutcome.class));
  }

  void close(@Observes BeforeShutdown event) {
    forms.close();
  }

  private @Nullable WebhookObserver observer(Found each, List<String> problems) {
    int before = problems.size();
    if (each.method().isAsync()) {
      problems.add(Messages.asynchronous(each.signature()));
    }
    if (each.method().getTransactionPhase() != TransactionPhase.IN_PROGRESS) {
      problems.add(
          Messages.transactionPhase(each.signature(), each.method().getTransactionPhase()));
    }
    TypePattern type = pattern("value", each.webhook().value(), each, problems);
    TypePattern source = pattern("source", each.webhook().source(), each, problems);
    PayloadForm form = form(each, problems);
    if (problems.size() > before || type == null || source == null || form == null) {
      return null;
    }
    return new WebhookObserver(
        consumer(each), type, source, form, each.refusesTransactions(), each.method());
  }

  private static @Nullable TypePattern pattern(
      String member, String text, Found each, List<String> problems) {
    try {
      return TypePattern.parse(text);
    } catch (IllegalArgumentException e) {
      problems.add(
          Messages.invalidPattern(each.signature(), member, text, String.valueOf(e.getMessage())));
      return null;
    }
  }

  private @Nullable PayloadForm form(Found each, List<String> problems) {
    try {
      return forms.form(each.method().getObservedType(), each.webhook().at());
    } catch (IllegalArgumentException e) {
      problems.add(
          Messages.invalidPart(
              each.signature(), each.webhook().at(), String.valueOf(e.getMessage())));
    } catch (LinkageError e) {
      problems.add(Messages.noJson(each.signature(), each.method().getObservedType()));
    }
    return null;
  }

  private void requireDistinctConsumers(List<String> problems) {
    Map<String, Found> byConsumer = new HashMap<>();
    for (Found each : found) {
      Found other = byConsumer.putIfAbsent(consumer(each), each);
      if (other != null) {
        problems.add(
            Messages.duplicateConsumer(consumer(each), other.signature(), each.signature()));
      }
    }
  }

  private static String consumer(Found each) {
    return each.webhook().consumer().isEmpty() ? each.signature() : each.webhook().consumer();
  }

  private static String signature(ProcessObserverMethod<?, ?> event) {
    String beanClass = event.getObserverMethod().getBeanClass().getName();
    AnnotatedMethod<?> method = event.getAnnotatedMethod();
    if (method == null) {
      return beanClass;
    }
    return beanClass
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
}
