package org.gatepost.benchmarks.load.app;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Tells by the last part of the path what the server has used so far: {@code cpu} nanoseconds,
 * {@code allocated} bytes of the threads that live, {@code heap} bytes after a collection; {@code
 * audit-on} and {@code audit-off} switch Gatepost's audit log.
 */
public class VitalsServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final int COLLECTIONS = 3;

  // Held here: a logger that nobody holds forgets its level.
  private final transient Logger audit = Logger.getLogger("org.gatepost.audit");

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    try {
      response.getWriter().print(value(String.valueOf(request.getPathInfo())));
    } catch (JMException e) {
      throw new ServletException(e);
    }
  }

  private long value(String what) throws JMException, ServletException {
    switch (what) {
      case "/cpu":
        return (Long) server().getAttribute(name("OperatingSystem"), "ProcessCpuTime");
      case "/allocated":
        return allocated();
      case "/heap":
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        for (int i = 0; i < COLLECTIONS; i++) {
          memory.gc();
        }
        return memory.getHeapMemoryUsage().getUsed();
      case "/audit-on":
        audit.setLevel(Level.INFO);
        return 1;
      case "/audit-off":
        audit.setLevel(Level.WARNING);
        return 0;
      default:
        throw new ServletException("nothing is known of " + what);
    }
  }

  /** By name: the interface is not among the standard ones, and a server may hide it. */
  private static long allocated() throws JMException {
    long[] threads = ManagementFactory.getThreadMXBean().getAllThreadIds();
    long[] each =
        (long[])
            server()
                .invoke(
                    name("Threading"),
                    "getThreadAllocatedBytes",
                    new Object[] {threads},
                    new String[] {long[].class.getName()});
    long sum = 0;
    for (long bytes : each) {
      sum += Math.max(0, bytes);
    }
    return sum;
  }

  private static MBeanServer server() {
    return ManagementFactory.getPlatformMBeanServer();
  }

  private static ObjectName name(String type) throws JMException {
    return new ObjectName("java.lang:type=" + type);
  }
}
