package org.gatepost.filter;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EventListener;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;

/** An embedded Jetty. */
final class JettyServer extends Server {
  private final org.eclipse.jetty.server.Server jetty = new org.eclipse.jetty.server.Server();

  private Path folder;

  JettyServer(WebApp app) throws Exception {
    HttpConfiguration http = new HttpConfiguration();
    // HTTP/2 for whoever asks to upgrade.
    ServerConnector connector =
        new ServerConnector(
            jetty, new HttpConnectionFactory(http), new HTTP2CServerConnectionFactory(http));
    connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
    jetty.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler("/");
    for (Class<? extends EventListener> listener : app.listeners()) {
      context.addEventListener(listener.getDeclaredConstructor().newInstance());
    }
    // First, as web.xml is read before the initializers of jars, ours among them, are called.
    context.addServletContainerInitializer(app);
    context.addServletContainerInitializer(new DeploymentCheck());
    app.initializers().forEach(context::addServletContainerInitializer);
    if (app.webXml().isPresent()) {
      folder = Files.createTempDirectory("jetty");
      Files.writeString(
          Files.createDirectory(folder.resolve("WEB-INF")).resolve("web.xml"), app.webXml().get());
      context.setBaseResourceAsPath(folder);
    }
    if (app.errorPage().isPresent()) {
      ErrorPageErrorHandler pages = new ErrorPageErrorHandler();
      pages.addErrorPage(500, app.errorPage().get());
      context.setErrorHandler(pages);
    }
    jetty.setHandler(context);
    try {
      jetty.start();
    } catch (Exception e) {
      close();
      throw e;
    }
  }

  @Override
  public int port() {
    return ((ServerConnector) jetty.getConnectors()[0]).getLocalPort();
  }

  @Override
  public void close() throws Exception {
    jetty.stop();
    if (folder != null) {
      delete(folder);
    }
  }
}
