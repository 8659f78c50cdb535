package org.gatepost.servers.application.work;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.sql.SQLException;

/** Makes the table at start. */
@WebListener
public class Tables implements ServletContextListener {
  @Inject Database database;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    try {
      database.at(event.getServletContext().getInitParameter("data-source"));
      database.create();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
