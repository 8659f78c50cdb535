package org.gatepost.cdi;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeShutdown;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.enterprise.inject.spi.EventMetadata;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.ProcessObserverMethod;
import jakarta.enterprise.inject.spi.WithAnnotations;
import jakarta.interceptor.Interceptor;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.gatepost.Delivery;
import org.gatepost.cdi.internal.Messages;
import org.gatepost.cdi.internal.OwnBeans;
import org.gatepost.cdi.internal.declared.FoundObserver;
import org.gatepost.cdi.internal.dispatch.DeliveryProcessor;
import org.gatepost.cdi.internal.observer.CurrentDelivery;
import org.gatepost.cdi.internal.observer.ObserverCheck;
import org.gatepost.cdi.internal.observer.Observers;
import org.gatepost.cdi.internal.payload.PayloadForms;
import org.gatepost.event.Batch;
import org.gatepost.event.Fallback;
import org.gatepost.event.Webhook;
import org.gatepost.event.Where;
import org.gatepost.internal.SuppressForbidden;
import org.jspecify.annotations.Nullable;

/**
 * Finds the observer methods with {@link Webhook}, takes them out of the container's own event
 * handling, and makes the {@link Delivery} injectable while one is processed. Whatever is wrong
 * with an observer fails the deployment, all of it at once. One instance for each application,
 * which may be an EAR with several WARs; thread-safe once the application has started.
 */
public class WebhookExtension implements Extension {
  private static final System.Logger LOG = System.getLogger(Messages.LOGGER);

  private final List<FoundObserver> found = new ArrayList<>();
  private final Set<String> problems = new LinkedHashSet<>();
  private final CurrentDelivery current = new CurrentDelivery();
  private final OwnBeans application = new OwnBeans();
  private final LongLivedDeliveries deliveries = new LongLivedDeliveries();
  private final Clock clock;
  private @Nullable PayloadForms forms;
  private volatile @Nullable SourceWarnings warnings;
  private volatile @Nullable Observers observers;
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
      // Without the cause, which servers show instead: "Unable to access CDI" mends nothing.
      throw new IllegalStateException(Messages.noExtension());
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

  /**
   * What hands the deliveries of a WAR to the observers that it can see.
   *
   * @param war the WAR's classes
   * @throws IllegalStateException if the application has not started
   */
  DeliveryProcessor processor(@Nullable ClassLoader war) {
    DeliveryProcessor ofAll = processor();
    Observers all = observers;
    if (all == null || war == null || war == WebhookExtension.class.getClassLoader()) {
      return ofAll;
    }
    BeanManager beans = CDI.current().getBeanManager();
    return new DeliveryProcessor(all.of(war), current, beans, Observers.classesOf(war), clock);
  }

  /** Behind other extensions, which may add annotations. */
  void look(
      @Observes
          @Priority(Interceptor.Priority.LIBRARY_AFTER)
          @WithAnnotations({
            Webhook.class,
            Webhook.List.class,
            Where.class,
            Where.List.class,
            Fallback.class,
            Batch.class
          })
          ProcessAnnotatedType<?> event) {
    DeclaredType type = new DeclaredType(event);
    type.reportMisplaced(problems::add);
    type.takeOverMetadata();
  }

  void find(@Observes ProcessObserverMethod<?, ?> event) {
    FoundObserver observer = FoundObserver.of(event);
    if (!observer.webhooks().isEmpty()) {
      found.add(observer);
      // An event of the observed type that someone fires is not a delivery: only the dispatcher
      // calls.
      event.veto();
    } else if (observer.isFallback() || observer.isBatch() || !observer.conditions().isEmpty()) {
      problems.add(Messages.noWebhook(observer.signature()));
    }
  }

  void keep(@Observes ProcessBean<?> event) {
    application.add(event);
    deliveries.add(event);
  }

  void makeInjectable(@Observes AfterBeanDiscovery event) {
    event.addContext(new MomentaryContext());
    event
        .<Delivery>addBean()
        .beanClass(WebhookExtension.class)
        .types(Delivery.class, Object.class)
        .qualifiers(Default.Literal.INSTANCE, Any.Literal.INSTANCE)
        .scope(Momentary.class)
        .createWith(creation -> current.get());
    event
        .<EventMetadata>addBean()
        .beanClass(WebhookExtension.class)
        .types(EventMetadata.class, Object.class)
        .qualifiers(OfDelivery.Literal.INSTANCE, Any.Literal.INSTANCE)
        .scope(Dependent.class)
        .produceWith(instance -> current.event());
  }

  void check(@Observes AfterDeploymentValidation event, BeanManager beans) {
    forms = new PayloadForms(beans, application);
    Observers all = new ObserverCheck(forms, current, problems::add).check(found);
    deliveries.report(problems::add);
    problems.forEach(problem -> event.addDeploymentProblem(new DeploymentException(problem)));
    if (problems.isEmpty()) {
      LOG.log(System.Logger.Level.INFO, Messages.observers(all.described()));
    }
    DeliveryProcessor ready = new DeliveryProcessor(all, current, beans, type -> true, clock);
    warnings = new SourceWarnings(all, ready.isTransactional());
    observers = all;
    processor = ready;
  }

  /** What warns of sources, or null if the application has not started. */
  @Nullable SourceWarnings warnings() {
    return warnings;
  }

  void close(@Observes BeforeShutdown event) {
    if (forms != null) {
      forms.close();
    }
  }
}
