package org.gatepost.cdi.internal.observer;

import jakarta.enterprise.event.TransactionPhase;
import jakarta.enterprise.inject.AmbiguousResolutionException;
import jakarta.enterprise.inject.Any;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.gatepost.cdi.internal.Messages;
import org.gatepost.cdi.internal.declared.FoundObserver;
import org.gatepost.cdi.internal.json.UnbindableTypeException;
import org.gatepost.cdi.internal.payload.ContentRule;
import org.gatepost.cdi.internal.payload.PayloadForm;
import org.gatepost.cdi.internal.payload.PayloadForms;
import org.gatepost.event.Webhook;
import org.jspecify.annotations.Nullable;

/**
 * Makes what can be called of the observers that were found, and tells all that is wrong with them.
 * Not thread-safe: used while the application starts.
 */
public final class ObserverCheck {
  private final PayloadForms forms;
  private final CurrentDelivery current;
  private final Consumer<String> problems;

  /**
   * A check.
   *
   * @param forms where payloads come from
   * @param current is told what observers are called with
   * @param problems is told every problem
   */
  public ObserverCheck(PayloadForms forms, CurrentDelivery current, Consumer<String> problems) {
    this.forms = forms;
    this.current = current;
    this.problems = problems;
  }

  /** What can be called, in the order in which it is. */
  public Observers check(List<FoundObserver> found) {
    // Containers find observers in any order; among equal priorities the signature decides, the
    // same on every start.
    List<FoundObserver> sorted = new ArrayList<>(found);
    sorted.sort(
        Comparator.comparingInt((FoundObserver f) -> f.method().getPriority())
            .thenComparing(FoundObserver::signature));
    List<WebhookObserver> observers = new ArrayList<>();
    for (FoundObserver each : sorted) {
      requireSynchronous(each);
      requireNoOtherQualifier(each);
      requireOneConsumer(each);
      ContentRule content = content(each);
      for (Webhook webhook : each.webhooks()) {
        WebhookObserver observer = observer(each, webhook, content);
        if (observer != null) {
          observers.add(observer);
        }
      }
    }
    requireDistinctConsumers(sorted);
    return new Observers(observers);
  }

  private void requireSynchronous(FoundObserver each) {
    if (each.method().isAsync()) {
      problems.accept(Messages.asynchronous(each.signature()));
    }
    each.returnsEarly()
        .ifPresent(why -> problems.accept(Messages.returnsEarly(each.signature(), why)));
    if (each.method().getTransactionPhase() != TransactionPhase.IN_PROGRESS) {
      problems.accept(
          Messages.transactionPhase(each.signature(), each.method().getTransactionPhase()));
    }
  }

  private void requireNoOtherQualifier(FoundObserver each) {
    for (Annotation qualifier : each.method().getObservedQualifiers()) {
      Class<?> type = qualifier.annotationType();
      if (type != Webhook.class && type != Any.class) {
        problems.accept(Messages.otherQualifier(each.signature(), type.getSimpleName()));
      }
    }
  }

  private void requireOneConsumer(FoundObserver each) {
    if (each.consumers().size() > 1) {
      problems.accept(Messages.severalConsumers(each.signature(), each.consumers()));
    }
  }

  private void requireDistinctConsumers(List<FoundObserver> found) {
    Map<String, List<FoundObserver>> byConsumer = new HashMap<>();
    for (FoundObserver each : found) {
      List<FoundObserver> others =
          byConsumer.computeIfAbsent(each.consumer(), consumer -> new ArrayList<>());
      // Two WARs of an EAR may have one class: no delivery runs both.
      others.stream()
          .filter(other -> !SeenClasses.areApart(beanClass(other), beanClass(each)))
          .findFirst()
          .ifPresent(
              other ->
                  problems.accept(
                      Messages.duplicateConsumer(
                          each.consumer(), other.signature(), each.signature())));
      others.add(each);
    }
  }

  private static Class<?> beanClass(FoundObserver observer) {
    return observer.method().getBeanClass();
  }

  private ContentRule content(FoundObserver each) {
    try {
      return forms.rule(
          each.conditions(),
          rule -> problems.accept(Messages.invalidCondition(each.signature(), rule)));
    } catch (LinkageError e) {
      problems.accept(Messages.noJsonForConditions(each.signature()));
      return ContentRule.ANY;
    }
  }

  private @Nullable WebhookObserver observer(
      FoundObserver each, Webhook webhook, ContentRule content) {
    TypePattern type = pattern("value", webhook.value(), each);
    TypePattern source = pattern("source", webhook.source(), each);
    PayloadForm form = form(webhook, each);
    if (type == null || source == null || form == null) {
      return null;
    }
    return new WebhookObserver(
        each.consumer(),
        webhook,
        type,
        source,
        content,
        each.isFallback(),
        each.isBatch(),
        form,
        each.transactional(),
        each.method(),
        PayloadMetadata.of(each.method().getObservedType(), webhook),
        current);
  }

  private @Nullable TypePattern pattern(String member, String text, FoundObserver each) {
    try {
      return TypePattern.parse(text);
    } catch (IllegalArgumentException e) {
      problems.accept(
          Messages.invalidPattern(each.signature(), member, text, String.valueOf(e.getMessage())));
      return null;
    }
  }

  private PayloadForm unchecked(Webhook webhook, FoundObserver each) {
    Type observed = each.method().getObservedType();
    return each.isBatch()
        ? new PayloadForm.Listed(forms.form(element(observed), webhook.at()))
        : forms.form(observed, webhook.at());
  }

  /** The type of an event in an observed list. */
  private static Type element(Type observed) {
    if (observed instanceof ParameterizedType list && list.getRawType() == List.class) {
      return list.getActualTypeArguments()[0];
    }
    throw new NoListException();
  }

  /** What has {@code @Batch} is no list. */
  private static final class NoListException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private @Nullable PayloadForm form(Webhook webhook, FoundObserver each) {
    try {
      return forms.checked(unchecked(webhook, each), each, problems);
    } catch (NoListException e) {
      problems.accept(Messages.noList(each.signature(), each.method().getObservedType()));
    } catch (IllegalArgumentException e) {
      problems.accept(
          Messages.invalidPart(each.signature(), webhook.at(), String.valueOf(e.getMessage())));
    } catch (UnbindableTypeException e) {
      problems.accept(
          Messages.unbindable(
              each.signature(), each.method().getObservedType(), String.valueOf(e.getMessage())));
    } catch (AmbiguousResolutionException e) {
      problems.accept(Messages.severalJsonb());
    } catch (IllegalStateException e) {
      problems.accept(Messages.noValidation(String.valueOf(e.getMessage())));
    } catch (LinkageError e) {
      problems.accept(Messages.noJson(each.signature(), each.method().getObservedType()));
    }
    return null;
  }
}
