package org.gatepost.filter.request;

import jakarta.servlet.MultipartConfigElement;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads the {@code <multipart-config>} of servlets from a {@code web.xml} (Servlet 6.0, section
 * 14.4), without looking at any DTD or entity.
 */
final class WebXml {
  private final Map<String, MultipartConfigElement> configs = new HashMap<>();
  private final Map<String, String> current = new HashMap<>();

  private WebXml() {}

  /**
   * Every servlet's multipart configuration by the servlet's name; none for those without.
   *
   * @throws XMLStreamException if the text is no XML, or a limit no number
   */
  static Map<String, MultipartConfigElement> multipartConfigs(InputStream webXml)
      throws XMLStreamException {
    // The JDK's own, as an application may bring one that takes these properties otherwise.
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    WebXml read = new WebXml();
    XMLStreamReader xml = factory.createXMLStreamReader(webXml);
    try {
      read.all(xml);
    } catch (NumberFormatException e) {
      throw new XMLStreamException("a limit of a multipart-config is not a number", e);
    } finally {
      xml.close();
    }
    return Map.copyOf(read.configs);
  }

  private void all(XMLStreamReader xml) throws XMLStreamException {
    while (xml.hasNext()) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        switch (xml.getLocalName()) {
          case "servlet" -> current.clear();
          case "multipart-config" -> current.put("multipart-config", "");
          case "servlet-name",
              "location",
              "max-file-size",
              "max-request-size",
              "file-size-threshold" -> {
            String name = xml.getLocalName();
            current.put(name, xml.getElementText().strip());
          }
          default -> {}
        }
      } else if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("servlet")) {
        endServlet();
      }
    }
  }

  private void endServlet() {
    String name = current.get("servlet-name");
    if (name != null && current.containsKey("multipart-config")) {
      configs.put(
          name,
          new MultipartConfigElement(
              current.getOrDefault("location", ""),
              Long.parseLong(current.getOrDefault("max-file-size", "-1")),
              Long.parseLong(current.getOrDefault("max-request-size", "-1")),
              Integer.parseInt(current.getOrDefault("file-size-threshold", "0"))));
    }
  }
}
