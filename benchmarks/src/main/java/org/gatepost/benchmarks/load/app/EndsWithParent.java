package org.gatepost.benchmarks.load.app;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/** Ends the server when the process that started it ends, however that ends. */
public class EndsWithParent implements ServletContextListener {

  @Override
  public void contextInitialized(ServletContextEvent event) {
    ProcessHandle.current()
        .parent()
        .ifPresent(parent -> parent.onExit().thenRun(() -> Runtime.getRuntime().halt(1)));
  }
}
