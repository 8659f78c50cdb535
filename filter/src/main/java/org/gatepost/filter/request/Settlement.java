package org.gatepost.filter.request;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.gatepost.Delivery;
import org.gatepost.receiver.Passage;

/**
 * Tells the {@link Passage} of a request how it ended: for one that has gone asynchronous that is
 * when its {@code AsyncContext} completes.
 */
public final class Settlement implements AsyncListener {
  private final Passage passage;
  private final HttpServletRequest container;
  private final HttpServletResponse response;
  private boolean awaiting;

  /**
   * The settlement of a request.
   *
   * @param container the request as the gate was given it
   */
  public Settlement(Passage passage, HttpServletRequest container, HttpServletResponse response) {
    this.passage = passage;
    this.container = container;
    this.response = response;
  }

  Passage passage() {
    return passage;
  }

  /** The response to the request, as the application gets it. */
  HttpServletResponse response() {
    return response;
  }

  /**
   * The request has gone asynchronous: what its context comes to is the outcome. Told at once, as
   * by the time that the chain returns the context may have been dispatched or completed.
   */
  void awaits(AsyncContext context, ServletRequest request) {
    awaiting = true;
    if (Charsets.isJetty(request.getServletContext())) {
      // Which never answers a timeout where a listener has a response of its own.
      context.addListener(this);
    } else {
      context.addListener(this, request, new UnsetResponse(response));
    }
  }

  /**
   * Puts the delivery into the container's own request, which is about to be seen by others: on
   * another thread, or where it is dispatched to when this has failed. Not called once another
   * thread may have ended it.
   */
  void show() {
    passage.delivery().ifPresent(all -> container.setAttribute(Delivery.ATTRIBUTE, all));
  }

  /** The chain has returned. */
  public void returned(HttpServletRequest request) {
    if (awaiting) {
      return;
    }
    if (request.isAsyncStarted()) {
      // By way of the container's own request, past ours.
      awaits(request.getAsyncContext(), request);
    } else {
      if (!isSuccess(response.getStatus())) {
        show();
      }
      byStatus();
    }
  }

  /** The chain has thrown. */
  public void failed() {
    show();
    // Unless an answer is on its way, the container makes one of the exception.
    passage.failed(response.isCommitted() ? response.getStatus() : 500);
  }

  @Override
  public void onComplete(AsyncEvent event) {
    byStatus();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    // The container or the application answers now; that decides.
  }

  @Override
  public void onError(AsyncEvent event) {
    failed();
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // A new cycle has dropped its listeners (Servlet 6.0, section 2.3.3.3).
    ServletRequest request = event.getSuppliedRequest();
    if (request == null) {
      event.getAsyncContext().addListener(this);
    } else {
      event.getAsyncContext().addListener(this, request, event.getSuppliedResponse());
    }
  }

  private static boolean isSuccess(int status) {
    return status >= 200 && status < 300;
  }

  private void byStatus() {
    passage.answered(response.getStatus(), response.getHeader("Retry-After") != null);
  }
}
