package org.gatepost.filter;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EventListener;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.ServerConnector;

/** An embedded Jetty. */
final class JettyServer extends Server {
  private final org.eclipse.jetty.server.Server jetty =
      new org.eclipse.jetty.server.Server(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

  private Path folder;

  JettyServer(WebApp app) throws Exception {
    ServletContextHandler context = new ServletContextHandler("/");
    for (Class<? extends EventListener> listener : app.listeners()) {
      context.addEventListener(listener.getDeclaredConstructor().newInstance());
    }
    // First, as web.xml is read before the initializers of jars are called.
    context.addServletContainerInitializer(app);
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
  int port() {
    return ((ServerConnector) jetty.getConnectors()[0]).getLocalPort();
  }

  @Override
  public void close() throws Exception {
    jetty.stop();
    if (folder != null) {
      Files.delete(folder.resolve("WEB-INF/web.xml"));
      Files.delete(folder.resolve("WEB-INF"));
      Files.delete(folder);
    }
  }
}
