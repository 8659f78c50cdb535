package org.gatepost.cdi.servlet;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import org.gatepost.cdi.EventServlet;
import org.gatepost.cdi.Notebook;
import org.junit.jupiter.api.Test;

/** GP108: without the extension the servlet does not start. */
class NoContainerTest {
  private static final String MESSAGE =
      "GP108: no CDI container has started Gatepost's extension for this application: it needs a"
          + " beans.xml, with bean-discovery-mode annotated or all and not none, or a class with a"
          + " scope annotation such as @ApplicationScoped";

  @Test
  void servletDoesNotStartWithoutCdi() {
    assertThatExceptionOfType(ServletException.class)
        .isThrownBy(() -> new EventServlet().init())
        .withMessage(MESSAGE)
        // Which servers would show instead.
        .withNoCause();
  }

  @Test
  void servletDoesNotStartInContainerThatKnowsNoExtension() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(new WithoutExtensions(before));
    try (SeContainer unused =
        SeContainerInitializer.newInstance()
            .disableDiscovery()
            .addBeanClasses(Notebook.class)
            .initialize()) {
      assertThatExceptionOfType(ServletException.class)
          .isThrownBy(() -> new EventServlet().init())
          .withMessage(MESSAGE);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** A class path without our jar's entry: OpenWebBeans loads extensions whatever it discovers. */
  private static final class WithoutExtensions extends ClassLoader {
    WithoutExtensions(ClassLoader parent) {
      super(parent);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      return name.equals("META-INF/services/" + Extension.class.getName())
          ? Collections.emptyEnumeration()
          : super.getResources(name);
    }
  }
}
