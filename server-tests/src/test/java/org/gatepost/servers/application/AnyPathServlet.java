package org.gatepost.servers.application;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.gatepost.Delivery;

/** Answers whatever path the server gives it below its own, and says if a request is unverified. */
@WebServlet("/any/*")
public final class AnyPathServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean verified = request.getAttribute(Delivery.ATTRIBUTE) instanceof Delivery;
    // As a careless application reads it.
    String path = request.getServletPath() + request.getPathInfo();
    if (!verified && path.endsWith("/hooks/github")) {
      CDI.current().select(Seen.class).get().add("unverified " + request.getRequestURI());
    }
    response.getWriter().print((verified ? "verified " : "unverified ") + path);
  }
}
