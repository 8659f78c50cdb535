package org.gatepost.benchmarks.load.app;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** Tells numbers that were noted when the server started, by the last part of the path. */
public class FactsServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient Map<String, Long> facts;

  /** With these facts. */
  public FactsServlet(Map<String, Long> facts) {
    this.facts = Map.copyOf(facts);
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    Long fact = facts.get(String.valueOf(request.getPathInfo()).substring(1));
    if (fact == null) {
      throw new ServletException("nothing is known of " + request.getPathInfo());
    }
    response.getWriter().print(fact);
  }
}
