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
 * when its {@code AsyncContext} completes. Only then is the request its container's again, and soon
 * that of another.
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
    if (ContainerReading.of(request.getServletContext()) == ContainerReading.JETTY) {
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

  /**
   * The chain has returned.
   *
   * @return whether the answer is settled, and no other thread has it
   */
  public boolean returned(HttpServletRequest request) {
    if (awaiting) {
      return false;
    }
    if (request.isAsyncStarted()) {
      // By way of the container's own request, past ours. It may be over by now.
      try {
        awaits(request.getAsyncContext(), request);
      } catch (RuntimeException e) {
        passage.release();
        throw e;
      }
      return false;
    }
    try {
      if (!byStatus()) {
        show();
      }
    } finally {
      passage.release();
    }
    return true;
  }

  /** The chain has thrown. */
  public void failed() {
    try {
      fail();
      show();
    } finally {
      passage.release();
    }
  }

  private void fail() {
    // Unless an answer is on its way, the container makes one of the exception.
    passage.failed(response.isCommitted() ? response.getStatus() : 500);
  }

  @Override
  public void onComplete(AsyncEvent event) {
    passage.release();
    byStatus();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    // The container or the application answers now; that decides.
  }

  @Override
  public void onError(AsyncEvent event) {
    // It is shown since it began, and not over before it completes.
    fail();
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

  /** Settles the delivery by the status of the answer, and returns whether that finishes it. */
  private boolean byStatus() {
    return passage.answered(response.getStatus(), response.getHeader("Retry-After") != null);
  }
}
