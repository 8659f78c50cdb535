package org.gatepost.servers.application.probe;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Lists the server's sources, with how many deliveries each has accepted. */
@WebServlet("/beans")
public final class BeansServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try {
      TreeMap<String, Object> accepted = new TreeMap<>();
      for (ObjectName name :
          server.queryNames(new ObjectName("org.gatepost:type=Source,*"), null)) {
        String application = ObjectName.unquote(name.getKeyProperty("application"));
        String source = ObjectName.unquote(name.getKeyProperty("name"));
        accepted.put(application + " " + source, server.getAttribute(name, "Accepted"));
      }
      response.setContentType("text/plain");
      for (Map.Entry<String, Object> source : accepted.entrySet()) {
        response.getWriter().print(source.getKey() + " " + source.getValue() + "\n");
      }
    } catch (JMException e) {
      throw new ServletException(e);
    }
  }
}
