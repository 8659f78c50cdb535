package org.gatepost.cdi;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.gatepost.Delivery;
import org.gatepost.filter.Answer;
import org.gatepost.ledger.LedgerException;
import org.gatepost.ledger.Processing;
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
 * <p>The sender is answered when every observer has ended: 200 if all are done, 500 if one failed,
 * so that the sender sends again. A request that did not pass a filter is refused with 500.
 * Thread-safe.
 */
public class EventServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final System.Logger LOG = System.getLogger(EventServlet.class.getPackageName());
  private static final Duration LEDGER_RETRY = Duration.ofSeconds(5);

  private transient @Nullable WebhookExtension extension;

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
      extension = CDI.current().getBeanManager().getExtension(WebhookExtension.class);
    } catch (IllegalStateException | IllegalArgumentException e) {
      throw new ServletException(Messages.noExtension(), e);
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
    if (extension != null
        && request.getAttribute(Delivery.ATTRIBUTE) instanceof Delivery delivery
        && request.getAttribute(Processing.ATTRIBUTE) instanceof Processing processing) {
      process(extension.dispatcher(), delivery, processing, response);
    } else {
      // The URI as sent: decoded, it could hold line breaks.
      LOG.log(System.Logger.Level.ERROR, Messages.notThroughFilter(request.getRequestURI()));
      Answer.PROCESSING_FAILED.send(response);
    }
  }

  private static void process(
      Dispatcher dispatcher, Delivery delivery, Processing processing, HttpServletResponse response)
      throws IOException {
    try {
      Answer answer =
          switch (dispatcher.dispatch(delivery, processing)) {
            case DONE -> Answer.SUCCESS;
            case IGNORED -> Answer.IGNORED;
            case FAILED -> Answer.PROCESSING_FAILED;
            case INVALID -> Answer.INVALID_PAYLOAD;
          };
      // Recorded before the sender hears of it: what it will not send again must not be lost.
      if (answer.status() < 400) {
        processing.complete();
      } else {
        processing.release();
      }
      answer.send(response);
    } catch (LedgerException e) {
      LOG.log(
          System.Logger.Level.ERROR,
          Messages.ledgerTrouble(delivery, String.valueOf(e.getMessage())),
          e);
      Answer.TRY_AGAIN_LATER.send(response, LEDGER_RETRY);
    }
  }
}
