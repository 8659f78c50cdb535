package org.gatepost.filter;

import fish.payara.micro.BootstrapException;
import fish.payara.micro.ClusterCommandResult.ExitStatus;
import fish.payara.micro.PayaraMicro;
import fish.payara.micro.boot.AdminCommandRunner;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Payara Micro within the tests' process, started once; the application is deployed to it as an
 * empty WAR, whose initializer is of the tests' class path.
 */
final class PayaraMicroServer extends Server {
  private static final String NAME = "hooks";
  private static final String CONFIG = "configs.config.server-config";
  private static final String LISTENER =
      CONFIG + ".network-config.network-listeners.network-listener.http-listener";
  private static final String WEB_XML = "WEB-INF/web.xml";

  // There is one server in a process, with one application at a time.
  private static AdminCommandRunner commands;
  private static int port;
  private static WebApp deployed;

  private final Path folder;

  PayaraMicroServer(WebApp app) throws Exception {
    boot();
    if (deployed != null) {
      throw new IllegalStateException("an application is deployed already");
    }
    folder = Files.createTempDirectory("payara");
    Path services = Files.createDirectories(folder.resolve("WEB-INF/classes/META-INF/services"));
    Files.writeString(
        services.resolve(ServletContainerInitializer.class.getName()), Start.class.getName());
    Files.writeString(folder.resolve(WEB_XML), webXml(app));
    deployed = app;
    var result = commands.run("deploy", "--name", NAME, "--contextroot", "/", folder.toString());
    if (result.getExitStatus() == ExitStatus.FAILURE) {
      deployed = null;
      delete(folder);
      throw new IllegalStateException(result.getOutput(), result.getFailureCause());
    }
  }

  /** Starts the server, if none was started yet; it ends with the process. */
  static void boot() throws BootstrapException, IOException {
    if (commands != null) {
      return;
    }
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    // Else every class and resource would be sought in three hundred jars within a jar.
    PayaraMicro.setUpackedJarDir(Files.createTempDirectory("payara-jars").toFile());
    PayaraMicro.unpackJars();
    PayaraMicro.getInstance()
        .setHttpPort(port)
        .setNoHazelcast(true)
        .setPreBootHandler(
            settings -> {
              forgetMediaTypes();
              settings.run("set", LISTENER + ".address=127.0.0.1");
              settings.run("set", CONFIG + ".phone-home-runtime-configuration.enabled=false");
            })
        .setPostBootHandler(runner -> commands = runner)
        .bootStrap();
  }

  /** A thousand of them are read at each deployment, and take most of its time. */
  private static void forgetMediaTypes() {
    Path defaults =
        Path.of(System.getProperty("com.sun.aas.instanceRoot"), "config", "default-web.xml");
    try {
      String text = Files.readString(defaults);
      Files.writeString(defaults, text.replaceAll("(?s)<mime-mapping>.*</mime-mapping>", ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String webXml(WebApp app) {
    StringBuilder text = new StringBuilder("<web-app xmlns='https://jakarta.ee/xml/ns/jakartaee'");
    text.append(" version='6.0'>");
    app.listeners()
        .forEach(
            type ->
                text.append("<listener><listener-class>" + type.getName())
                    .append("</listener-class></listener>"));
    app.errorPage()
        .ifPresent(
            path ->
                text.append("<error-page><error-code>500</error-code><location>" + path)
                    .append("</location></error-page>"));
    return text.append("</web-app>").toString();
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public void close() throws Exception {
    commands.run("undeploy", NAME);
    deployed = null;
    delete(folder);
  }

  /** Adds the parts of the application that is being deployed. */
  public static final class Start implements ServletContainerInitializer {
    @Override
    public void onStartup(Set<Class<?>> classes, ServletContext context) throws ServletException {
      Path webXml = Path.of(context.getRealPath("/" + WEB_XML));
      try {
        if (deployed.webXml().isPresent()) {
          // The container has read its own by now.
          Files.writeString(webXml, deployed.webXml().get());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      deployed.onStartup(Set.of(), context);
      // As found in the filter's own jar.
      new DeploymentCheck().onStartup(Set.of(), context);
      for (ServletContainerInitializer other : deployed.initializers()) {
        other.onStartup(Set.of(), context);
      }
    }
  }
}
