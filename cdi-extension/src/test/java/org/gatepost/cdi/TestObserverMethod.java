package org.gatepost.cdi;

import jakarta.enterprise.event.Reception;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.enterprise.inject.spi.EventContext;
import jakarta.enterprise.inject.spi.ObserverMethod;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Set;
import org.gatepost.Delivery;
import org.gatepost.cdi.internal.declared.TransactionUse;
import org.gatepost.cdi.internal.observer.CurrentDelivery;
import org.gatepost.cdi.internal.observer.PayloadMetadata;
import org.gatepost.cdi.internal.observer.TypePattern;
import org.gatepost.cdi.internal.observer.WebhookObserver;
import org.gatepost.cdi.internal.payload.ContentRule;
import org.gatepost.cdi.internal.payload.PayloadForm;
import org.gatepost.event.Webhook;

/** A method as a container would have made it, that observes the delivery unless said otherwise. */
public final class TestObserverMethod implements ObserverMethod<Object> {
  private final Type observed;
  private final Runnable work;
  private final Class<?> beanClass;

  public TestObserverMethod(Runnable work) {
    this(Delivery.class, work);
  }

  public TestObserverMethod(Type observed, Runnable work) {
    this(observed, work, TestObserverMethod.class);
  }

  private TestObserverMethod(Type observed, Runnable work, Class<?> beanClass) {
    this.observed = observed;
    this.work = work;
    this.beanClass = beanClass;
  }

  /** One of a bean of another class, such as of another class loader. */
  public static TestObserverMethod of(Class<?> beanClass) {
    return new TestObserverMethod(Delivery.class, () -> {}, beanClass);
  }

  /**
   * An observer of every delivery.
   *
   * @param consumer its stable name
   */
  public static WebhookObserver observer(
      String consumer, boolean refusesTransactions, Runnable work) {
    return observer(
        consumer, refusesTransactions ? TransactionUse.NEVER : TransactionUse.JOINS, work);
  }

  /** An observer of every delivery. */
  public static WebhookObserver observer(
      String consumer, TransactionUse transactional, Runnable work) {
    TypePattern any = TypePattern.parse("**");
    return new WebhookObserver(
        consumer,
        Webhook.Literal.of("**"),
        any,
        any,
        ContentRule.ANY,
        false,
        false,
        new PayloadForm.Whole(),
        transactional,
        new TestObserverMethod(work),
        PayloadMetadata.of(Delivery.class, Webhook.Literal.of("**")),
        new CurrentDelivery());
  }

  @Override
  public void notify(EventContext<Object> event) {
    work.run();
  }

  @Override
  public Class<?> getBeanClass() {
    return beanClass;
  }

  @Override
  public Type getObservedType() {
    return observed;
  }

  @Override
  public Set<Annotation> getObservedQualifiers() {
    return Set.of();
  }

  @Override
  public Reception getReception() {
    return Reception.ALWAYS;
  }

  @Override
  public TransactionPhase getTransactionPhase() {
    return TransactionPhase.IN_PROGRESS;
  }
}
