package org.gatepost.cdi;

import jakarta.servlet.ServletContext;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.gatepost.cdi.internal.Messages;
import org.gatepost.cdi.internal.observer.WebhookObserver;

/**
 * Warns of sources in front of the {@code EventServlet} that no observer can hear: whatever they
 * send is answered, and does nothing. Thread-safe.
 */
final class UnheardSources {
  private static final System.Logger LOG = System.getLogger(Messages.LOGGER);

  private final List<WebhookObserver> observers;
  private final Set<String> warned = ConcurrentHashMap.newKeySet();

  UnheardSources(List<WebhookObserver> observers) {
    this.observers = observers;
  }

  /**
   * Warns of those that are registered by now, each once.
   *
   * @param eventServlet what hands deliveries to observers
   */
  void check(ServletContext context, Class<?> eventServlet) {
    for (String source : new Mappings(context, eventServlet, context.getClassLoader()).sources()) {
      if (observers.stream().noneMatch(observer -> observer.source().matches(source))
          && warned.add(source)) {
        List<String> heard =
            observers.stream().map(observer -> observer.source().text()).distinct().toList();
        LOG.log(System.Logger.Level.WARNING, Messages.unheardSource(source, heard));
      }
    }
  }
}
