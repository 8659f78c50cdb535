package org.gatepost.filter.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ServiceLoader;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.ContextConfig;
import org.apache.catalina.startup.Tomcat;
import org.gatepost.filter.DeploymentCheck;
import org.gatepost.filter.fixture.Post;
import org.gatepost.filter.fixture.Server;
import org.gatepost.fixture.Log;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The filter works, and refuses to, where a jar's {@code META-INF/web-fragment.xml} names it. */
class WebFragmentTest {
  private static final String FRAGMENT =
      """
      <web-fragment xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
        <filter>
          <filter-name>hook</filter-name>
          <filter-class>org.gatepost.filter.WebhookFilter</filter-class>
          <init-param><param-name>scheme</param-name><param-value>x-signature</param-value></init-param>
          <init-param><param-name>secret</param-name><param-value>literal:s3cr3t</param-value></init-param>
          <init-param><param-name>lease</param-name><param-value>LEASE</param-value></init-param>
        </filter>
        <filter-mapping><filter-name>hook</filter-name><url-pattern>/*</url-pattern></filter-mapping>
      </web-fragment>
      """;

  private static final class Behind extends HttpServlet {
    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {
      response.setStatus(202);
    }
  }

  @RegisterExtension final Log log = new Log();
  @TempDir private Path folder;

  /** A Tomcat that reads an application from a folder, as one that is not embedded does. */
  private final class Deployed extends Server {
    private final Tomcat tomcat = new Tomcat();
    private final Context context;

    Deployed(String lease) throws Exception {
      Path root = Files.createDirectories(folder.resolve("app"));
      Path lib = Files.createDirectories(root.resolve("WEB-INF/lib"));
      try (JarOutputStream jar =
          new JarOutputStream(Files.newOutputStream(lib.resolve("gates.jar")))) {
        jar.putNextEntry(new JarEntry("META-INF/web-fragment.xml"));
        jar.write(FRAGMENT.replace("LEASE", lease).getBytes(StandardCharsets.UTF_8));
      }
      tomcat.setBaseDir(folder.toString());
      Connector connector = new Connector();
      connector.setPort(0);
      connector.setProperty("address", "127.0.0.1");
      tomcat.setConnector(connector);
      context = tomcat.addContext("", root.toString());
      ContextConfig config = new ContextConfig();
      config.setDefaultWebXml(tomcat.noDefaultWebXmlPath());
      context.addLifecycleListener(config);
      Tomcat.addServlet(context, "behind", new Behind());
      context.addServletMappingDecoded("/*", "behind");
      tomcat.start();
    }

    boolean serves() {
      return context.getState() == LifecycleState.STARTED;
    }

    @Override
    public int port() {
      return tomcat.getConnector().getLocalPort();
    }

    @Override
    public void close() throws Exception {
      tomcat.stop();
      tomcat.destroy();
      System.clearProperty("catalina.home");
      System.clearProperty("catalina.base");
    }
  }

  @Test
  void containerFindsTheCheckInTheJar() {
    assertThat(ServiceLoader.load(ServletContainerInitializer.class))
        .hasAtLeastOneElementOfType(DeploymentCheck.class);
  }

  @Test
  void filterOfAFragmentGuards() throws Exception {
    try (Deployed server = new Deployed("PT5M")) {
      assertThat(server.serves()).as(log.text()).isTrue();
      assertThat(server.post("/x", Post.unsigned("{}")).statusCode()).isEqualTo(401);
      Post post = Post.signed("x-signature", "s3cr3t", Clock.systemUTC().instant(), "{}");
      assertThat(server.post("/x", post).statusCode()).isEqualTo(202);
    }
  }

  @Test
  void misconfiguredFilterOfAFragmentFailsTheApplication() throws Exception {
    try (Deployed server = new Deployed("5m")) {
      assertThat(server.serves()).isFalse();
    }
    assertThat(log.text()).contains("GP003: init-param [lease] of filter [hook]", "was [5m]");
  }
}
