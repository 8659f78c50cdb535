package org.gatepost.sample.shop;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Tells what the observers have seen, a line each. */
@WebServlet("/seen")
public class SeenServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject private transient Seen seen;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.getWriter().print(String.join("\n", seen.lines()));
  }
}
