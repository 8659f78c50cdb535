package org.gatepost.servers.application.work;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;

/** Lists what H2 has executed since it was last asked. */
@WebServlet("/statements")
public class StatementsServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject transient Database database;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    try {
      response.getWriter().print(String.join("\n", database.statements()));
    } catch (SQLException e) {
      throw new ServletException(e);
    }
  }
}
