package org.gatepost.cdi;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Method;
import org.gatepost.cdi.internal.Messages;
import org.gatepost.cdi.internal.dispatch.DeliveryProcessor;
import org.gatepost.filter.ServletReply;
import org.gatepost.receiver.Answer;
import org.gatepost.receiver.Passage;
import org.jspecify.annotations.Nullable;

/**
 * Stands behind the {@link org.gatepost.filter.WebhookFilter}s and hands what they pass to the
 * observer methods with {@link org.gatepost.event.Webhook}:
 *
 * <pre>{@code
 * <servlet>
 *   <servlet-name>events</servlet-name>
 *   <servlet-class>org.gatepost.cdi.EventServlet</servlet-class>
 * </servlet>
 * <servlet-mapping><servlet-name>events</servlet-name><url-pattern>/webhooks/*</url-pattern></servlet-mapping>
 * }</pre>
 *
 * <p>The sender is answered when every observer has ended: 200 if none is to be called again, 500
 * if one failed, so that the sender sends again, 503 with {@code Retry-After} if none failed, but
 * one asked for a later time, and else 400, or what the filter's {@code unbindable} says, if the
 * body does not become what one observes. A request that did not pass a filter is refused with 500.
 * Thread-safe.
 */
public class EventServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final System.Logger LOG = System.getLogger(Messages.LOGGER);

  private transient @Nullable WebhookExtension extension;
  private transient volatile @Nullable DeliveryProcessor processor;

  /** Called by the container. */
  public EventServlet() {}

  /**
   * Finds the application's CDI container.
   *
   * @throws ServletException if there is none, or it has not started Gatepost's extension
   */
  @Override
  public void init() throws ServletException {
    try {
      WebhookExtension started = WebhookExtension.current();
      // What listeners have registered is known only now.
      SourceWarnings warnings = started.warnings();
      if (warnings != null) {
        warnings.check(getServletContext(), EventServlet.class);
      }
      extension = started;
      if (hasOwnService()) {
        getServletContext().setAttribute(Passage.CLAIMING_SERVLET + getServletName(), true);
      }
    } catch (IllegalStateException e) {
      throw new ServletException(e.getMessage());
    }
  }

  /** Whether no class below may work with a delivery before it is claimed, or without. */
  private boolean hasOwnService() {
    try {
      for (Class<?> c = getClass(); c != EventServlet.class; c = c.getSuperclass()) {
        for (Method method : c.getDeclaredMethods()) {
          if (method.getName().equals("service")) {
            return false;
          }
        }
      }
      return true;
    } catch (LinkageError unknown) {
      return false;
    }
  }

  /**
   * Processes a delivery.
   *
   * @throws IOException if the connection fails
   */
  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    WebhookExtension started = extension;
    if (started != null && request.getAttribute(Passage.ATTRIBUTE) instanceof Passage passage) {
      ServletReply.send(passage.reply(processor(started).process(passage).reply()), response);
    } else {
      LOG.log(System.Logger.Level.ERROR, Messages.notThroughFilter(request.getRequestURI()));
      ServletReply.send(Answer.PROCESSING_FAILED.reply(), response);
    }
  }

  /** Looked for at the first delivery, by when the application has started. */
  private DeliveryProcessor processor(WebhookExtension started) {
    DeliveryProcessor known = processor;
    if (known == null) {
      known = started.processor(getServletContext().getClassLoader());
      processor = known;
    }
    return known;
  }
}
