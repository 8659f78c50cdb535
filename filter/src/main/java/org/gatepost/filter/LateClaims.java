package org.gatepost.filter;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.gatepost.receiver.Passage;
import org.gatepost.receiver.Verdict;

/**
 * Deliveries whose claim is left to the servlet that processes them. Such a servlet says so in its
 * context. Where the request ends up in front of another after all, the delivery is claimed before.
 */
final class LateClaims {
  // Set where the guard is in the chain.
  private static final String GUARDED = LateClaims.class.getName() + ".guarded";

  private LateClaims() {}

  /** The guard is in the chain, and {@link #settle} is called. */
  static void areGuarded(ServletContext context) {
    context.setAttribute(GUARDED, true);
  }

  /**
   * Whether the servlet that a request is mapped to claims its delivery. Only where the guard sees
   * it if the application sends the request on to another.
   */
  static boolean areMadeBehind(HttpServletRequest request) {
    return request.getDispatcherType() == DispatcherType.REQUEST
        && request.getServletContext().getAttribute(GUARDED) != null
        && leadsToClaiming(request);
  }

  /**
   * Claims what is still unclaimed and about to be dispatched to a servlet that does not.
   *
   * @return whether the request may go on; else it is answered
   * @throws ServletException if it cannot be answered here, and is not to be processed
   */
  static boolean settle(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    Optional<Verdict> declined = claim(request);
    if (declined.isPresent()) {
      decline(declined.get(), request, response);
    }
    return declined.isEmpty();
  }

  /**
   * Likewise of a request that some filter has wrapped as another kind, where nothing can be
   * answered.
   *
   * @throws ServletException if it is not to be processed
   */
  static void requireClaim(HttpServletRequest request) throws ServletException {
    Optional<Verdict> declined = claim(request);
    if (declined.isPresent()) {
      throw new ServletException(declined.get().message());
    }
  }

  /** Also says why of what was declined before, and is dispatched once more. */
  private static Optional<Verdict> claim(HttpServletRequest request) {
    // For an error page it is too late: the request is over, and nobody would end a claim.
    return request.getDispatcherType() != DispatcherType.ERROR
            && request.getAttribute(Passage.ATTRIBUTE) instanceof Passage passage
            && (passage.isUnclaimed() || passage.declined().isPresent())
            && !leadsToClaiming(request)
        ? passage.claim()
        : Optional.empty();
  }

  private static void decline(
      Verdict verdict, HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    if (request.getDispatcherType() != DispatcherType.INCLUDE) {
      Passage passage = (Passage) request.getAttribute(Passage.ATTRIBUTE);
      ServletReply.send(passage.reply(verdict.reply()), response);
    } else if (verdict.answer().status() > 299) {
      // What is included can set no status (Servlet 6.0, section 9.3), and 200 would be a lie.
      throw new ServletException(verdict.message());
    }
  }

  private static boolean leadsToClaiming(HttpServletRequest request) {
    HttpServletMapping mapping = ServletMappings.behind(request);
    return mapping != null
        && request
                .getServletContext()
                .getAttribute(Passage.CLAIMING_SERVLET + mapping.getServletName())
            != null;
  }
}
