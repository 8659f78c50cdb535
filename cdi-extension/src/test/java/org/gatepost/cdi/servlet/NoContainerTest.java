package org.gatepost.cdi.servlet;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.servlet.ServletException;
import org.gatepost.cdi.EventServlet;
import org.gatepost.cdi.Notebook;
import org.junit.jupiter.api.Test;

/** GP108: without the extension the servlet does not start. */
class NoContainerTest {
  private static final String MESSAGE =
      "GP108: no CDI container has started Gatepost's extension for this application: it needs a"
          + " beans.xml or a class with a scope annotation such as @ApplicationScoped";

  @Test
  void servletDoesNotStartWithoutCdi() {
    assertThatExceptionOfType(ServletException.class)
        .isThrownBy(() -> new EventServlet().init())
        .withMessage(MESSAGE);
  }

  @Test
  void servletDoesNotStartInContainerThatKnowsNoExtension() {
    try (SeContainer unused =
        SeContainerInitializer.newInstance()
            .disableDiscovery()
            .addBeanClasses(Notebook.class)
            .initialize()) {
      assertThatExceptionOfType(ServletException.class)
          .isThrownBy(() -> new EventServlet().init())
          .withMessage(MESSAGE);
    }
  }
}
