package org.gatepost.sample.echo;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Forwards to the {@link EchoServlet}, with a parameter more. */
@WebServlet(urlPatterns = {"/open/forward", "/guarded/forward"})
public class ForwardServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    request.getRequestDispatcher("/open/echo?p=forward").forward(request, response);
  }
}
