package org.gatepost.servers;

import org.gatepost.servers.check.SpringBoot;
import org.gatepost.servers.check.Vertx;
import org.gatepost.servers.server.Framework;
import org.junit.jupiter.api.Nested;

/** The applications of frameworks, each with the checks of its own. */
class FrameworksIT {
  @Nested
  @InEachFramework({Framework.SPRING_BOOT_3, Framework.SPRING_BOOT_4})
  class SpringBootChecks extends SpringBoot {}

  @Nested
  @InEachFramework(Framework.VERTX)
  class VertxChecks extends Vertx {}
}
