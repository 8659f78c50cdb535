package org.gatepost.cdi.documentation.senders;

import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * What the web.xml of a page says.
 *
 * @param path the url-pattern of the filter
 */
record DocumentedSource(String name, Map<String, String> params, String path) {

  /** Reads a filter and its mapping. */
  static DocumentedSource of(String xml) {
    try {
      Element all =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader("<all>" + xml + "</all>")))
              .getDocumentElement();
      Map<String, String> params = new HashMap<>();
      NodeList found = all.getElementsByTagName("init-param");
      for (int i = 0; i < found.getLength(); i++) {
        Element param = (Element) found.item(i);
        params.put(text(param, "param-name"), text(param, "param-value"));
      }
      return new DocumentedSource(text(all, "filter-name"), params, text(all, "url-pattern"));
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new IllegalStateException(xml, e);
    }
  }

  private static String text(Element parent, String name) {
    return parent.getElementsByTagName(name).item(0).getTextContent();
  }

  /** The value of an init-param that the page has. */
  String param(String name) {
    String value = params.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name);
    }
    return value;
  }
}
