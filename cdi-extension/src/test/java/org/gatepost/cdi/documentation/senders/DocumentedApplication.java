package org.gatepost.cdi.documentation.senders;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.ThreadBindingListener;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.ContextConfig;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.scan.StandardJarScanner;
import org.gatepost.cdi.TestApplication;

/** An application in Tomcat whose web.xml and observers are those of all pages. */
final class DocumentedApplication implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final Tomcat tomcat = new Tomcat();
  private final TestApplication beans;
  private final StandardContext context = new StandardContext();
  private final int port;

  /**
   * Starts.
   *
   * @param webXml what stands in the web-app element
   */
  DocumentedApplication(Path folder, String webXml, Class<?>... observers) throws IOException {
    beans = TestApplication.with(observers);
    Path file = folder.resolve("app/WEB-INF/web.xml");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        "<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"6.0\">"
            + webXml
            + "</web-app>");
    tomcat.setBaseDir(folder.toString());
    tomcat.setPort(0);
    Connector connector = tomcat.getConnector();
    // Where the secret itself is sent, a source refuses plain HTTP.
    connector.setSecure(true);
    connector.setScheme("https");
    context.setPath("");
    context.setDocBase(folder.resolve("app").toString());
    ContextConfig config = new ContextConfig();
    config.setDefaultWebXml(tomcat.noDefaultWebXmlPath());
    context.addLifecycleListener(config);
    ((StandardJarScanner) context.getJarScanner()).setScanClassPath(false);
    context.setThreadBindingListener(new OfBeans());
    tomcat.getHost().addChild(context);
    try {
      tomcat.start();
    } catch (LifecycleException e) {
      throw new IllegalStateException(e);
    }
    if (!context.getState().isAvailable()) {
      throw new IllegalStateException("the application did not start: see the log");
    }
    port = connector.getLocalPort();
  }

  /** OpenWebBeans finds the application by its class loader. */
  private static final class OfBeans implements ThreadBindingListener {
    private final ClassLoader beans = Thread.currentThread().getContextClassLoader();

    @Override
    public void bind() {
      Thread.currentThread().setContextClassLoader(beans);
    }

    @Override
    public void unbind() {
      // Tomcat puts back what was there before.
    }
  }

  /** The answer: its status and body. */
  String send(Sent sent) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + sent.path()))
            .POST(HttpRequest.BodyPublishers.ofByteArray(sent.body()));
    sent.headers().forEach(request::setHeader);
    HttpResponse<String> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return response.statusCode() + " " + response.body();
  }

  ServletContext servletContext() {
    return context.getServletContext();
  }

  /** What the observers have written. */
  List<String> lines() {
    return beans.bean(Journal.class).lines();
  }

  @Override
  public void close() throws LifecycleException {
    tomcat.stop();
    tomcat.destroy();
    beans.close();
  }
}
