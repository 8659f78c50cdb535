package org.gatepost.filter;

import org.gatepost.fixture.Disclosure;

/** The servlet containers that the filter is tested in. */
public enum Container {
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
  },
  PAYARA_MICRO {
    @Override
    Server create(WebApp app) throws Exception {
      return new PayaraMicroServer(app);
    }

    @Override
    boolean dropsFailedFilters() {
      return true;
    }
  };

  /**
   * Starts a server on a free port of the loopback address.
   *
   * @throws Exception if the application cannot be deployed
   */
  public final Server start(WebApp app) throws Exception {
    try {
      return create(app);
    } catch (Exception e) {
      Disclosure.show(e);
      throw e;
    }
  }

  /** Whether the application is served without a filter that has failed to start. */
  boolean dropsFailedFilters() {
    return false;
  }

  abstract Server create(WebApp app) throws Exception;
}
