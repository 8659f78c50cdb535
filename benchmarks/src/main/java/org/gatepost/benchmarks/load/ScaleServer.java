package org.gatepost.benchmarks.load;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.gatepost.benchmarks.load.app.BareServlet;
import org.gatepost.benchmarks.load.app.EmptyFilter;
import org.gatepost.benchmarks.load.app.FactsServlet;
import org.gatepost.benchmarks.load.app.VitalsServlet;

/**
 * Tomcat with applications that have more and more filters, half of them of sources and half of
 * filters that do nothing, and with one for long bodies: what {@link #main} starts. It tells what
 * each application's start took, and its heap.
 */
final class ScaleServer {
  static final List<Integer> FILTERS = List.of(1, 10, 50, 100, 200, 500);
  static final String MAX_BODY = "25M";

  private static final int COLLECTIONS = 3;

  private final Tomcat tomcat;
  private final String preset;
  private final Map<String, Long> facts = new TreeMap<>();

  private ScaleServer(Tomcat tomcat, String preset) {
    this.tomcat = tomcat;
    this.preset = preset;
  }

  /** Where the last of so many filters receives. */
  static String path(boolean sources, int filters) {
    return context(sources, filters) + filter(filters - 1);
  }

  /** The name of what so many filters took: {@code heap} in bytes, {@code start} in µs. */
  static String fact(boolean sources, int filters, String what) {
    return context(sources, filters).substring(1) + "-" + what;
  }

  private static String context(boolean sources, int filters) {
    return (sources ? "/sources" : "/empty") + filters;
  }

  private static String filter(int number) {
    return "/filter" + number;
  }

  /**
   * Runs until the process that started this one ends.
   *
   * @param arguments the port, the folder for temporary files, the preset
   */
  public static void main(String... arguments) throws LifecycleException {
    Tomcat tomcat = TomcatServer.create(Integer.parseInt(arguments[0]), arguments[1]);
    tomcat.start();
    ScaleServer server = new ScaleServer(tomcat, arguments[2]);
    // So that the first one measured does not pay for the loading of classes.
    server.start("/first", true, FILTERS.get(FILTERS.size() - 1));
    for (int filters : FILTERS) {
      for (boolean sources : new boolean[] {false, true}) {
        server.start(context(sources, filters), sources, filters);
      }
    }
    server.startRoot();
    TomcatServer.runUntilParentEnds(tomcat);
  }

  private void start(String path, boolean sources, int filters) {
    Context context = context(path);
    String[] patterns = new String[filters];
    for (int i = 0; i < filters; i++) {
      patterns[i] = filter(i);
      if (sources) {
        TomcatServer.filter(context, filter(i), preset, "memory");
      } else {
        TomcatServer.map(context, filter(i), EmptyFilter.class);
      }
    }
    TomcatServer.servlet(context, new BareServlet(), patterns);
    long heap = heap();
    long begin = System.nanoTime();
    add(context);
    facts.put(path.substring(1) + "-start", (System.nanoTime() - begin) / 1000);
    facts.put(path.substring(1) + "-heap", heap() - heap);
  }

  private void startRoot() {
    Context context = context("");
    TomcatServer.servlet(context, new BareServlet(), "/bare", "/gated");
    TomcatServer.servlet(context, new VitalsServlet(), "/vitals/*");
    TomcatServer.servlet(context, new FactsServlet(facts), "/facts/*");
    TomcatServer.filter(context, "/gated", preset, "none").addInitParameter("max-body", MAX_BODY);
    add(context);
  }

  private static Context context(String path) {
    Context context = new StandardContext();
    context.setName(path);
    context.setPath(path);
    context.addLifecycleListener(new Tomcat.FixContextListener());
    return context;
  }

  private void add(Context context) {
    tomcat.getHost().addChild(context);
    if (!context.getState().isAvailable()) {
      throw new IllegalStateException(context.getPath() + " did not start");
    }
  }

  private static long heap() {
    var memory = ManagementFactory.getMemoryMXBean();
    for (int i = 0; i < COLLECTIONS; i++) {
      memory.gc();
    }
    return memory.getHeapMemoryUsage().getUsed();
  }
}
