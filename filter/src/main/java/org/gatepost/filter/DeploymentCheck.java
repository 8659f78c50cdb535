package org.gatepost.filter;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Set;
import org.gatepost.InvalidSettingException;
import org.gatepost.Lookup;
import org.gatepost.internal.Messages;
import org.gatepost.internal.SuppressForbidden;
import org.gatepost.receiver.Application;
import org.gatepost.receiver.Settings;
import org.gatepost.receiver.internal.audit.AuditTargets;
import org.jspecify.annotations.Nullable;

/**
 * Fails the deployment if a {@link WebhookFilter} of web.xml or a web fragment is not well
 * configured. The filter's own {@code init} refuses too, but not every server heeds that: Payara
 * logs the exception, and serves the application without the filter.
 *
 * <p>It also adds the filters that see to it that nothing reaches what a source guards by another
 * spelling of its path, and opens sources at the start of the application where filters start
 * later. Where a server does not look for initializers, as an embedded one may not, call {@link
 * #onStartup} from one of your own, when you have added the filters. There the application can say
 * where names in init-params lead to, as those of secrets and data sources with Spring.
 */
public final class DeploymentCheck implements ServletContainerInitializer {
  // Of the other jar, which this one does not know.
  private static final String EVENT_SERVLET = "org.gatepost.cdi.EventServlet";

  private final @Nullable Lookup lookup;

  /** Called by the container. */
  public DeploymentCheck() {
    this.lookup = null;
  }

  /**
   * Called by an application that says where names in init-params lead to.
   *
   * @param lookup for every source of the application whose filter starts after {@link #onStartup}
   */
  public DeploymentCheck(Lookup lookup) {
    this.lookup = lookup;
  }

  /**
   * Checks every filter that is declared, and whether the jar of the servlet behind it is there;
   * adds the guard of paths, once.
   *
   * @throws ServletException if one is not well configured; the message says which, where and why
   */
  @Override
  public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context)
      throws ServletException {
    if (lookup != null) {
      GivenLookup.give(lookup, context);
    }
    for (FilterRegistration filter : context.getFilterRegistrations().values()) {
      if (SourceMappings.isOfClass(filter)) {
        check(filter, context);
      }
    }
    for (ServletRegistration servlet : context.getServletRegistrations().values()) {
      if (EVENT_SERVLET.equals(servlet.getClassName()) && isMissing(context)) {
        throw new ServletException(Messages.noEventServlet(servlet.getName(), EVENT_SERVLET));
      }
    }
    if (SourceMappings.of(context) == null) {
      SourceMappings mappings = SourceMappings.make(context);
      addGuard("first", true, mappings, context);
      addGuard("last", false, mappings, context);
      addStart(mappings, context);
    }
  }

  @SuppressForbidden("Nothing is written yet.")
  private static void check(FilterRegistration filter, ServletContext context)
      throws ServletException {
    try {
      Application.named(context.getInitParameter(Application.NAME));
      AuditTargets.of(context.getInitParameter(Defaults.AUDIT), Clock.systemUTC());
      Settings.read(
          filter.getName(),
          filter.getInitParameters(),
          Defaults.of(context),
          GivenLookup.of(context));
    } catch (InvalidSettingException e) {
      throw new ServletException(e.getMessage(), e.getCause());
    }
  }

  private static void addStart(SourceMappings mappings, ServletContext context)
      throws ServletException {
    String name = SourceStart.class.getName();
    ServletRegistration.Dynamic servlet = context.addServlet(name, new SourceStart(mappings));
    if (servlet == null) {
      throw new ServletException("another servlet is called " + name);
    }
    servlet.setLoadOnStartup(Integer.MAX_VALUE);
    servlet.setAsyncSupported(true);
    context.addListener(new SourceEnd(mappings));
  }

  private static boolean isMissing(ServletContext context) {
    try {
      Class<?> unused = Class.forName(EVENT_SERVLET, false, context.getClassLoader());
      return false;
    } catch (ClassNotFoundException e) {
      return true;
    } catch (LinkageError e) {
      // It is there; what it lacks the container names.
      return false;
    }
  }

  @SuppressForbidden("Where the system's clock comes in; it limits a line of the log.")
  private static void addGuard(
      String place, boolean isFront, SourceMappings mappings, ServletContext context)
      throws ServletException {
    String name = PathGuard.class.getName() + "." + place;
    PathGuard guard = new PathGuard(mappings, context.getContextPath(), isFront, Clock.systemUTC());
    FilterRegistration.Dynamic filter = context.addFilter(name, guard);
    if (filter == null) {
      throw new ServletException("another filter is called " + name);
    }
    filter.setAsyncSupported(true);
    filter.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), !isFront, "/*");
  }
}
