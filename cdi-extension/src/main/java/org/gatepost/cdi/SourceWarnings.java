package org.gatepost.cdi;

import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.gatepost.cdi.internal.Messages;
import org.gatepost.cdi.internal.observer.Observers;
import org.gatepost.cdi.internal.observer.WebhookObserver;

/**
 * Warns of sources in front of the {@code EventServlet}: of those that no observer can hear, since
 * whatever they send is answered and does nothing, and of those whose ledger is in a database while
 * the server has no transactions for work and receipt. Thread-safe.
 */
final class SourceWarnings {
  private static final System.Logger LOG = System.getLogger(Messages.LOGGER);

  private final Observers observers;
  private final boolean transactional;
  private final Set<String> warned = ConcurrentHashMap.newKeySet();

  /**
   * Warnings about sources.
   *
   * @param observers all there are
   * @param transactional whether an observer's work and its receipt are one transaction
   */
  SourceWarnings(Observers observers, boolean transactional) {
    this.observers = observers;
    this.transactional = transactional;
  }

  /**
   * Warns of those that are registered by now, each once.
   *
   * @param eventServlet what hands deliveries to observers
   */
  void check(ServletContext context, Class<?> eventServlet) {
    List<WebhookObserver> own = observers.of(context.getClassLoader()).all();
    for (String source : new Mappings(context, eventServlet, context.getClassLoader()).sources()) {
      // Two WARs of one EAR may have sources of one name.
      if (warned.add(context.getContextPath() + " " + source)) {
        if (own.stream().noneMatch(observer -> observer.source().matches(source))) {
          List<String> heard =
              own.stream().map(observer -> observer.source().text()).distinct().toList();
          LOG.log(System.Logger.Level.WARNING, Messages.unheardSource(source, heard));
        } else if (!transactional && isInDatabase(context, source)) {
          LOG.log(System.Logger.Level.WARNING, Messages.separateCommits(source));
        }
      }
    }
  }

  private static boolean isInDatabase(ServletContext context, String source) {
    FilterRegistration filter = context.getFilterRegistration(source);
    String own = filter == null ? null : filter.getInitParameter("ledger");
    String ledger = own == null ? context.getInitParameter("gatepost.ledger") : own;
    return ledger != null && ledger.strip().startsWith("jdbc:");
  }
}
