package org.gatepost.filter;

/** The servlet containers that the filter is tested in. */
enum Container {
  TOMCAT {
    @Override
    Server create(WebApp app) throws Exception {
      return new TomcatServer(app);
    }
  },
  JETTY {
    @Override
    Server create(WebApp app) throws Exception {
      return new JettyServer(app);
    }
  };

  /**
   * Starts a server on a free port of the loopback address.
   *
   * @throws Exception if the application cannot be deployed
   */
  final Server start(WebApp app) throws Exception {
    try {
      return create(app);
    } catch (Exception e) {
      Disclosure.show(e);
      throw e;
    }
  }

  abstract Server create(WebApp app) throws Exception;
}
