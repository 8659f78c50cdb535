package org.gatepost.benchmarks.load;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.gatepost.benchmarks.load.app.BareServlet;
import org.gatepost.benchmarks.load.app.ParkServlet;
import org.gatepost.benchmarks.load.app.VitalsServlet;
import org.gatepost.filter.WebhookFilter;

/** Tomcat with what is compared on it: what {@link #main} starts. */
final class TomcatServer {
  static final List<Comparison> RECEIVERS =
      List.of(
          of("filter", "filter, `ledger=none`", "/none"),
          of("memory", "filter, memory ledger", "/memory"));

  private static final String READY = "ready";

  // Held here: loggers that nobody holds forget their levels.
  private static final List<Logger> QUIET =
      List.of(Logger.getLogger("org.apache"), Logger.getLogger("org.gatepost.audit"));

  private TomcatServer() {}

  private static Comparison of(String id, String subject, String path) {
    return new Comparison("tomcat-" + id, "bare servlet", subject, "/bare", path, "/vitals", false);
  }

  /** Starts it in a process of its own. */
  static ServerProcess start(LoadSettings settings, Path folder)
      throws IOException, InterruptedException {
    return start(TomcatServer.class, settings, folder);
  }

  /** Starts one like it, which takes the same arguments. */
  static ServerProcess start(Class<?> main, LoadSettings settings, Path folder)
      throws IOException, InterruptedException {
    int port = ServerProcess.freePort();
    List<String> arguments = new ArrayList<>(settings.serverOptions());
    arguments.addAll(List.of("-cp", System.getProperty("java.class.path")));
    arguments.add(main.getName());
    arguments.addAll(List.of(Integer.toString(port), folder.toString(), settings.preset()));
    return ServerProcess.start(folder, port, arguments, READY);
  }

  /**
   * Runs until the process that started this one ends.
   *
   * @param arguments the port, the folder for temporary files, the preset
   */
  public static void main(String... arguments) throws LifecycleException {
    Tomcat tomcat = create(Integer.parseInt(arguments[0]), arguments[1]);
    String preset = arguments[2];
    Context context = tomcat.addContext("", null);
    servlet(context, new BareServlet(), "/bare", "/none", "/memory");
    servlet(context, new ParkServlet(), "/park", "/gated-park");
    servlet(context, new VitalsServlet(), "/vitals/*");
    filter(context, "/none", preset, "none");
    filter(context, "/memory", preset, "memory");
    filter(context, "/gated-park", preset, "memory");
    tomcat.start();
    runUntilParentEnds(tomcat);
  }

  /** A quiet one without contexts that does not close connections. */
  static Tomcat create(int port, String folder) {
    QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(folder);
    tomcat.setHostname("127.0.0.1");
    tomcat.setPort(port);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    // Without end: else a connection is closed after 100 requests.
    tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1");
    return tomcat;
  }

  /** Says that it is ready, and runs. */
  static void runUntilParentEnds(Tomcat tomcat) {
    System.out.println(READY);
    ProcessHandle.current()
        .parent()
        .ifPresent(parent -> parent.onExit().thenRun(() -> Runtime.getRuntime().halt(1)));
    tomcat.getServer().await();
  }

  static void servlet(Context context, HttpServlet servlet, String... patterns) {
    String name = servlet.getClass().getSimpleName();
    Tomcat.addServlet(context, name, servlet);
    for (String pattern : patterns) {
      context.addServletMappingDecoded(pattern, name);
    }
  }

  /** Puts a filter before a path. */
  static FilterDef filter(Context context, String path, String preset, String ledger) {
    FilterDef filter = map(context, path, WebhookFilter.class);
    filter.addInitParameter("scheme", preset);
    filter.addInitParameter("secret", "literal:" + Sender.SECRET);
    filter.addInitParameter("ledger", ledger);
    return filter;
  }

  /** Puts any filter before a path. */
  static FilterDef map(Context context, String path, Class<? extends Filter> type) {
    FilterDef filter = new FilterDef();
    filter.setFilterName(path.substring(1));
    filter.setFilterClass(type.getName());
    context.addFilterDef(filter);
    FilterMap map = new FilterMap();
    map.setFilterName(path.substring(1));
    map.addURLPattern(path);
    context.addFilterMap(map);
    return filter;
  }
}
