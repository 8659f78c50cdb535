package org.gatepost.servers.application;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.gatepost.Delivery;

/** Answers whatever path the server gives it below its own, and says if a request is unverified. */
@WebServlet("/any/*")
public final class AnyPathServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final String GUARDED = "/any/hooks/github";

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean verified = request.getAttribute(Delivery.ATTRIBUTE) instanceof Delivery;
    String path = request.getServletPath() + request.getPathInfo();
    String whole = request.getContextPath() + GUARDED;
    if (!verified
        && (carelessly(path).equals(GUARDED)
            || carelessly(request.getRequestURI()).equals(whole))) {
      CDI.current().select(Seen.class).get().add("unverified " + request.getRequestURI());
    }
    response.getWriter().print((verified ? "verified " : "unverified ") + path);
  }

  /** As an application reads a path that takes more for the guarded one than any server does. */
  private static String carelessly(String path) {
    String read = path;
    for (int i = 0; i < 2; i++) {
      read = read.replace('\\', '/').replaceAll(";[^/]*", "").replaceAll("/+", "/");
      read = read.replaceAll("/\\.(?=/|$)", "").replaceAll("/[^/]+/\\.\\.(?=/|$)", "");
      try {
        read = URLDecoder.decode(read.replace("+", "%2B"), StandardCharsets.UTF_8);
      } catch (IllegalArgumentException e) {
        return read;
      }
    }
    return read.strip().replaceAll(";[^/]*", "").replaceAll("/+", "/").replaceAll("/$", "");
  }
}
