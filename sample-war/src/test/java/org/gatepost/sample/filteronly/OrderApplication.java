package org.gatepost.sample.filteronly;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.gatepost.sample.Libraries;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** An application that has the filter without CDI, and the sender of its orders. */
final class OrderApplication {
  private OrderApplication() {}

  /**
   * Writes it as a WAR into a folder.
   *
   * @param more further init-params of the filter
   */
  static Path export(Path folder, String name, String more) {
    WebArchive war =
        ShrinkWrap.create(WebArchive.class, name + ".war")
            .addAsLibraries(Libraries.withoutCdi())
            .addClass(OrderServlet.class)
            .setWebXML(
                new StringAsset(
                    """
                    <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                      <filter>
                        <filter-name>shop</filter-name>
                        <filter-class>org.gatepost.filter.WebhookFilter</filter-class>
                        <init-param><param-name>scheme</param-name><param-value>x-signature</param-value></init-param>
                        <init-param><param-name>secret</param-name><param-value>literal:shop secret</param-value></init-param>
                        MORE
                      </filter>
                      <filter-mapping><filter-name>shop</filter-name><url-pattern>/orders</url-pattern></filter-mapping>
                    </web-app>
                    """
                        .replace("MORE", more)));
    Path file = folder.resolve(war.getName());
    war.as(ZipExporter.class).exportTo(file.toFile());
    return file;
  }

  /** The headers with which an order is sent. */
  static Map<String, String> signed(String body) {
    return Scheme.preset("x-signature")
        .signer(Secret.of("test", "shop secret"))
        .sign(body.getBytes(StandardCharsets.UTF_8), Instant.now(), Map.of());
  }
}
