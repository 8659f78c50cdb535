package org.gatepost.filter;

/** The servlet containers that the filter is tested in. */
enum Container {
  TOMCAT {
    @Override
    Server start(WebApp app) throws Exception {
      return new TomcatServer(app);
    }
  },
  JETTY {
    @Override
    Server start(WebApp app) throws Exception {
      return new JettyServer(app);
    }
  };

  /**
   * Starts a server on a free port of the loopback address.
   *
   * @throws Exception if the application cannot be deployed
   */
  abstract Server start(WebApp app) throws Exception;
}
