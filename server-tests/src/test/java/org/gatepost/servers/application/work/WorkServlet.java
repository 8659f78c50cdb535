package org.gatepost.servers.application.work;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Lists the effects, and what the ledger has. */
@WebServlet("/work")
public class WorkServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject transient Database database;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    try {
      List<String> lines = new ArrayList<>(database.effects());
      lines.addAll(database.ledger());
      response.getWriter().print(String.join("\n", lines));
    } catch (SQLException e) {
      throw new ServletException(e);
    }
  }
}
