package org.gatepost.cdi;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.spi.AnnotatedParameter;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.Decorator;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.inject.spi.Interceptor;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.ProcessSessionBean;
import jakarta.enterprise.inject.spi.SessionBeanType;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.gatepost.Delivery;
import org.gatepost.cdi.internal.Messages;

/**
 * Finds beans that would have one delivery for longer than it is processed: it is injected into
 * them, or into a dependent bean that is, and they live longer than a request. Beans are kept as
 * the container finds them, since this jar may not see all of them later. Not thread-safe: used
 * while the application starts.
 */
final class LongLivedDeliveries {
  // By name, since a server may lack Jakarta Transactions.
  private static final String TRANSACTION_SCOPED = "jakarta.transaction.TransactionScoped";

  private final List<Bean<?>> beans = new ArrayList<>();
  // Session beans that are made once, or kept in a pool, whatever their scope says.
  private final Set<Bean<?>> reused = new LinkedHashSet<>();

  /** A bean was found. */
  void add(ProcessBean<?> event) {
    beans.add(event.getBean());
    if (event instanceof ProcessSessionBean<?> session
        && session.getSessionBeanType() != SessionBeanType.STATEFUL) {
      reused.add(event.getBean());
    }
  }

  /** Tells what was found, and forgets the beans. */
  void report(Consumer<String> problems) {
    Map<Bean<?>, InjectionPoint> holders = new HashMap<>();
    List<Bean<?>> next = new ArrayList<>();
    for (Bean<?> bean : beans) {
      for (InjectionPoint point : bean.getInjectionPoints()) {
        if (isDelivery(point) && isForTheBean(point) && holders.putIfAbsent(bean, point) == null) {
          next.add(bean);
        }
      }
    }
    // Whoever has a dependent bean has what that has.
    for (int i = 0; i < next.size(); i++) {
      Bean<?> holder = next.get(i);
      if (isLongLived(holder)) {
        problems.accept(Messages.longLivedDelivery(place(holders, holder), name(holder)));
      } else if (holder.getScope() == Dependent.class) {
        for (Bean<?> bean : beans) {
          for (InjectionPoint point : bean.getInjectionPoints()) {
            if (fits(holder, point) && holders.putIfAbsent(bean, point) == null) {
              next.add(bean);
            }
          }
        }
      }
    }
    beans.clear();
    reused.clear();
  }

  private static boolean isDelivery(InjectionPoint point) {
    return point.getType() == Delivery.class
        && point.getQualifiers().stream().allMatch(q -> q instanceof Default || q instanceof Any);
  }

  /** Not a parameter of a method that is called again and again. */
  private static boolean isForTheBean(InjectionPoint point) {
    return !(point.getAnnotated() instanceof AnnotatedParameter<?> parameter)
        || parameter.getDeclaringCallable().getParameters().stream()
            .noneMatch(
                p ->
                    p.isAnnotationPresent(Observes.class)
                        || p.isAnnotationPresent(ObservesAsync.class)
                        || p.isAnnotationPresent(Disposes.class));
  }

  private boolean isLongLived(Bean<?> bean) {
    Class<? extends Annotation> scope = bean.getScope();
    return reused.contains(bean)
        // Which live as long as what they stand before.
        || bean instanceof Interceptor<?>
        || bean instanceof Decorator<?>
        || (scope != Dependent.class
            && scope != RequestScoped.class
            && !scope.getName().equals(TRANSACTION_SCOPED));
  }

  /** Whether a bean may be what is injected; of generic types the arguments are not compared. */
  private static boolean fits(Bean<?> bean, InjectionPoint point) {
    return isForTheBean(point)
        && bean.getTypes().stream().anyMatch(type -> raw(type).equals(raw(point.getType())))
        && point.getQualifiers().stream()
            .allMatch(q -> q instanceof Any || bean.getQualifiers().contains(q));
  }

  private static Type raw(Type type) {
    return type instanceof ParameterizedType parameterized ? parameterized.getRawType() : type;
  }

  private static String place(Map<Bean<?>, InjectionPoint> holders, Bean<?> bean) {
    InjectionPoint point = holders.get(bean);
    return point == null || point.getMember() == null
        ? bean.getBeanClass().getName()
        : point.getMember().getDeclaringClass().getName() + "#" + point.getMember().getName();
  }

  private String name(Bean<?> bean) {
    if (bean instanceof Interceptor<?> || bean instanceof Decorator<?>) {
      return "an interceptor or decorator";
    }
    return reused.contains(bean)
        ? "a session bean that is used again"
        : "@" + bean.getScope().getSimpleName();
  }
}
