package org.gatepost.benchmarks.load.app;

import jakarta.annotation.Resource;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.transaction.UserTransaction;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** The same work without a gate: it binds the body, and inserts one row in a transaction. */
public class InsertServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Resource(lookup = Work.DATA_SOURCE)
  private transient DataSource database;

  @Resource private transient UserTransaction transaction;

  private final transient Jsonb jsonb = JsonbBuilder.create();

  @Override
  public void init() throws ServletException {
    try (Connection connection = database.getConnection();
        Statement create = connection.createStatement()) {
      create.execute(Work.TABLE);
    } catch (SQLException e) {
      throw new ServletException(e);
    }
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    WorkflowCompleted event = jsonb.fromJson(request.getInputStream(), WorkflowCompleted.class);
    try {
      insert(event);
    } catch (Exception e) {
      throw new ServletException(e);
    }
    response.setContentType("application/json");
    response.getWriter().print("{\"status\":\"success\"}");
  }

  /** Does the work in a transaction. */
  void insert(WorkflowCompleted event) throws Exception {
    insert(event, "");
  }

  /** Does the work of one of several rows in a transaction. */
  final void insert(WorkflowCompleted event, String which) throws Exception {
    transaction.begin();
    boolean done = false;
    try {
      Work.insert(database, event, which);
      alsoInTransaction(event);
      done = true;
    } finally {
      if (!done) {
        transaction.rollback();
      }
    }
    transaction.commit();
  }

  /** Does what is to be committed with the work. */
  void alsoInTransaction(WorkflowCompleted event) throws SQLException {}

  DataSource database() {
    return database;
  }
}
