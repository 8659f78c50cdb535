package org.gatepost.sample.transactions.application;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;

/** How often a delivery was claimed, and what has been done for it. */
@WebServlet("/work")
public class WorkServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject private transient Work work;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    try {
      String id = request.getParameter("id");
      String claims = String.join("", work.claims(id));
      response.getWriter().write(claims + " claims: " + String.join(", ", work.of(id)));
    } catch (SQLException e) {
      throw new ServletException(e);
    }
  }
}
