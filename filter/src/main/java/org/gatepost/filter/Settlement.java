package org.gatepost.filter;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.gatepost.ledger.LedgerException;
import org.gatepost.ledger.Processing;
import org.gatepost.signature.Verified;

/**
 * Settles a delivery by its outcome: a status from 200 to 299 completes it, unless the application
 * has said that nothing in it wants the delivery. Anything else gives it back. For a request that
 * has gone asynchronous that is when its {@code AsyncContext} completes.
 */
final class Settlement implements AsyncListener {
  private static final System.Logger LOG = System.getLogger(Settlement.class.getPackageName());

  private final String source;
  private final Processing processing;
  private final HttpServletResponse response;
  private final Decision decision;
  private boolean awaiting;

  Settlement(
      String source, Processing processing, HttpServletResponse response, Decision decision) {
    this.source = source;
    this.processing = processing;
    this.response = response;
    this.decision = decision;
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
    decision.defer();
    if (Charsets.isJetty(request.getServletContext())) {
      // Which never answers a timeout where a listener has a response of its own.
      context.addListener(this);
    } else {
      context.addListener(this, request, new UnsetResponse(response));
    }
  }

  /**
   * The container's own request is about to show the delivery to others: on another thread, or
   * where it is dispatched to when this has failed. Not called once another thread may have ended
   * it.
   */
  void keep() {
    Verified verified = decision.verified();
    if (verified != null) {
      verified.request().keep();
    }
  }

  /** The chain has returned. */
  void returned(HttpServletRequest request) {
    if (awaiting) {
      return;
    }
    if (request.isAsyncStarted()) {
      // By way of the container's own request, past ours.
      awaits(request.getAsyncContext(), request);
    } else {
      if (!isSuccess(response.getStatus())) {
        keep();
      }
      byStatus();
    }
  }

  /** The chain has thrown. */
  void failed() {
    keep();
    end(processing::release);
    // Unless an answer is on its way, the container makes one of the exception.
    decision.failed(Reason.EXCEPTION, response.isCommitted() ? response.getStatus() : 500);
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

  /** RFC 9110, section 15.3. A redirect is nothing that a sender follows with what it has sent. */
  private static boolean isSuccess(int status) {
    return status >= 200 && status < 300;
  }

  private void byStatus() {
    int status = response.getStatus();
    if (!isSuccess(status)) {
      end(processing::release);
      boolean later = status == 503 && response.getHeader("Retry-After") != null;
      decision.failed(later ? Reason.POSTPONED : Reason.STATUS, status);
    } else if (processing.isIgnored()) {
      decision.ignored(status);
    } else {
      decision.processed(status, end(processing::complete));
    }
  }

  /** Ends the claim. The sender has its answer whatever the ledger says, so an operator is told. */
  private boolean end(Runnable ending) {
    try {
      ending.run();
      return true;
    } catch (LedgerException e) {
      LOG.log(
          System.Logger.Level.ERROR, Messages.lostClaim(source, String.valueOf(e.getMessage())), e);
      return false;
    }
  }
}
