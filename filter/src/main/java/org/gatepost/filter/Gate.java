package org.gatepost.filter;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.gatepost.filter.request.ContainerRequest;
import org.gatepost.filter.request.MultipartConfigs;
import org.gatepost.filter.request.ObservedRequest;
import org.gatepost.filter.request.Settlement;
import org.gatepost.filter.request.VerifiedRequest;
import org.gatepost.internal.Messages;
import org.gatepost.internal.OncePerSecond;
import org.gatepost.ledger.Processing;
import org.gatepost.receiver.Passage;
import org.gatepost.receiver.Receiver;
import org.gatepost.receiver.Reception;

/** The way of the requests of one source through a servlet container. Thread-safe. */
final class Gate {
  private static final System.Logger LOG = System.getLogger(Messages.LOGGER);

  private final String source;
  private final Receiver receiver;
  private final MultipartConfigs multipartConfigs = new MultipartConfigs();
  private final Clock clock;
  private final String passed;
  private final OncePerSecond misspelt = new OncePerSecond();
  private final DeniedDeliveries denied;

  Gate(String source, Receiver receiver, Clock clock) {
    this.source = source;
    this.receiver = receiver;
    this.clock = clock;
    this.denied = new DeniedDeliveries(clock);
    this.passed = Gate.class.getName() + "." + source;
  }

  /** Whether a request has been let through. */
  boolean hasPassed(HttpServletRequest request) {
    return request.getAttribute(passed) == this;
  }

  boolean observes() {
    return receiver.observes();
  }

  /** Logs, at most once in a second, that a request comes by a path that the filter never sees. */
  void isMisspelt(String path) {
    if (misspelt.isFirst(clock.instant())) {
      LOG.log(System.Logger.Level.WARNING, Messages.misspelt(source, path));
    }
  }

  void handle(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (hasPassed(request)) {
      // A forward, an include, an error page or an async dispatch of a request that passed already.
      chain.doFilter(request, response);
      return;
    }
    HttpServletRequest read =
        receiver.observes() ? new ObservedRequest(request, response) : request;
    ContainerRequest incoming = new ContainerRequest(read);
    Reception reception =
        LateClaims.areMadeBehind(request)
            ? receiver.receiveUnclaimed(incoming)
            : receiver.receive(incoming);
    if (reception instanceof Reception.Accepted accepted) {
      pass(accepted.passage(), read, response, chain);
    } else if (reception instanceof Reception.Handshake handshake) {
      ServletReply.send(handshake.reply(), response);
    } else if (reception instanceof Reception.Declined declined) {
      if (declined.passage().isPresent()) {
        pass(declined.passage().get(), read, response, chain);
      } else {
        ServletReply.send(declined, request, response);
      }
    }
  }

  /** Hands a request on. */
  private void pass(
      Passage passage, HttpServletRequest received, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Settlement settlement = new Settlement(passage, received, response);
    HttpServletRequest request =
        received instanceof ObservedRequest observed
            ? observed.onward(settlement, multipartConfigs)
            : new VerifiedRequest(
                received, passage.verified().request().body(), settlement, multipartConfigs);
    boolean returned = false;
    try {
      request.setAttribute(passed, this);
      if (passage.isGenuine()) {
        request.setAttribute(Passage.ATTRIBUTE, passage);
        request.setAttribute(Processing.ATTRIBUTE, passage.processing());
      }
      chain.doFilter(request, response);
      returned = true;
    } finally {
      if (returned) {
        if (settlement.returned(request) && passage.isGenuine()) {
          denied.tellIfDenied(source, received, response);
        }
        if (request instanceof VerifiedRequest verified) {
          verified.chainReturned();
        }
      } else {
        settlement.failed();
      }
    }
  }
}
