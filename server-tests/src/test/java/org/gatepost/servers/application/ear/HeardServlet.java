package org.gatepost.servers.application.ear;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Lists what the observers of its WAR have heard. */
@WebServlet("/heard")
public final class HeardServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject private transient Heard heard;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain");
    for (String line : heard.lines()) {
      response.getWriter().print(line + "\n");
    }
  }
}
