package org.gatepost.servers;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gatepost.servers.server.Framework;
import org.gatepost.servers.server.FrameworkApplication;

/** A framework, and the application of it that checks have started, each in its own way. */
public final class FrameworkUnderTest implements AutoCloseable {
  private static final Map<String, String> SECRET =
      Map.of("ORDERS_SIGNING_SECRET", ShopUnderTest.SECRET);

  private final FrameworkApplication application;
  private final Map<String, ShopUnderTest> started = new HashMap<>();

  /** Compiles the application. */
  FrameworkUnderTest(Framework framework) throws Exception {
    this.application = FrameworkApplication.compile(framework);
  }

  /** The application with its secret, started when it is first asked for. */
  public ShopUnderTest shop(String name, List<String> arguments) throws Exception {
    return shop(name, SECRET, arguments);
  }

  /** The application without its secret. */
  public ShopUnderTest shopWithoutSecret(List<String> arguments) throws Exception {
    return shop("without-secret", Map.of(), arguments);
  }

  private ShopUnderTest shop(String name, Map<String, String> environment, List<String> arguments)
      throws Exception {
    ShopUnderTest known = started.get(name);
    if (known == null) {
      known = new ShopUnderTest(application.start(name, environment, arguments));
      started.put(name, known);
    }
    return known;
  }

  @Override
  public void close() throws Exception {
    for (ShopUnderTest each : started.values()) {
      each.close();
    }
  }
}
