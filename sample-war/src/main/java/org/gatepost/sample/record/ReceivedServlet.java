package org.gatepost.sample.record;

import jakarta.inject.Inject;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;

/** What the observers saw, as a JSON array for programs. */
@WebServlet("/received")
public class ReceivedServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject private transient Records records;
  private final transient Jsonb jsonb = JsonbBuilder.create();

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    try {
      response.setContentType("application/json;charset=UTF-8");
      response.getWriter().write(jsonb.toJson(records.all()));
    } catch (SQLException e) {
      throw new ServletException("the records cannot be read", e);
    }
  }
}
