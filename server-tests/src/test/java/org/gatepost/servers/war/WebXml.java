package org.gatepost.servers.war;

import java.util.Map;
import java.util.TreeMap;

/** A web.xml in the making. */
public final class WebXml {
  private final StringBuilder elements = new StringBuilder();

  /** Adds a source. */
  public WebXml source(String name, String pattern, Map<String, String> initParams) {
    elements
        .append("<filter><filter-name>")
        .append(name)
        .append("</filter-name><filter-class>org.gatepost.filter.WebhookFilter</filter-class>");
    new TreeMap<>(initParams)
        .forEach(
            (param, value) ->
                elements
                    .append("<init-param><param-name>")
                    .append(param)
                    .append("</param-name><param-value>")
                    .append(value)
                    .append("</param-value></init-param>"));
    elements
        .append("<async-supported>true</async-supported></filter><filter-mapping><filter-name>")
        .append(name)
        .append("</filter-name><url-pattern>")
        .append(pattern)
        .append("</url-pattern></filter-mapping>\n");
    return this;
  }

  /** Adds the servlet that hands deliveries to observers. */
  public WebXml events(String pattern) {
    return element(
        "<servlet><servlet-name>events</servlet-name><servlet-class>org.gatepost.cdi.EventServlet</servlet-class></servlet>"
            + "<servlet-mapping><servlet-name>events</servlet-name><url-pattern>"
            + pattern
            + "</url-pattern></servlet-mapping>");
  }

  /** Adds a parameter of the whole application. */
  public WebXml contextParam(String name, String value) {
    return element(
        "<context-param><param-name>"
            + name
            + "</param-name><param-value>"
            + value
            + "</param-value></context-param>");
  }

  /** Adds anything else. */
  public WebXml element(String xml) {
    elements.append(xml).append('\n');
    return this;
  }

  @Override
  public String toString() {
    return "<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"6.0\">\n"
        + elements
        + "</web-app>\n";
  }
}
