package org.gatepost.filter;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.descriptor.web.ErrorPage;

/** An embedded Tomcat. */
final class TomcatServer extends Server {
  // A field, as the logging system itself holds its loggers weakly.
  private static final Logger CHATTER = Logger.getLogger("org.apache");

  private final Tomcat tomcat = new Tomcat();
  private final Path folder;

  TomcatServer(WebApp app) throws Exception {
    CHATTER.setLevel(Level.WARNING);
    folder = Files.createTempDirectory("tomcat");
    tomcat.setBaseDir(folder.toString());
    Connector connector = new Connector();
    connector.setPort(0);
    connector.setProperty("address", "127.0.0.1");
    // HTTP/2 for whoever asks to upgrade.
    connector.addUpgradeProtocol(new Http2Protocol());
    tomcat.setConnector(connector);
    StandardContext context = (StandardContext) tomcat.addContext("", folder.toString());
    if (app.webXml().isPresent()) {
      Files.writeString(
          Files.createDirectory(folder.resolve("WEB-INF")).resolve("web.xml"), app.webXml().get());
    }
    app.listeners().forEach(listener -> context.addApplicationListener(listener.getName()));
    // First, as web.xml is read before the initializers of jars, ours among them, are called.
    context.addServletContainerInitializer(app, Set.of());
    context.addServletContainerInitializer(new DeploymentCheck(), Set.of());
    app.initializers().forEach(i -> context.addServletContainerInitializer(i, Set.of()));
    app.errorPage().ifPresent(path -> context.addErrorPage(errorPage(path)));
    try {
      tomcat.start();
      if (context.getState() != LifecycleState.STARTED) {
        throw new IllegalStateException("Tomcat did not start the application; why is in its log");
      }
    } catch (Exception e) {
      close();
      throw e;
    }
  }

  private static ErrorPage errorPage(String path) {
    ErrorPage page = new ErrorPage();
    page.setErrorCode(500);
    page.setLocation(path);
    return page;
  }

  @Override
  public int port() {
    return tomcat.getConnector().getLocalPort();
  }

  @Override
  public void close() throws Exception {
    tomcat.stop();
    tomcat.destroy();
    // Else the next Tomcat would make this folder anew, as its home.
    System.clearProperty("catalina.home");
    System.clearProperty("catalina.base");
    delete(folder);
  }
}
