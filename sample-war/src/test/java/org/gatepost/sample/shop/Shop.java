package org.gatepost.sample.shop;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The application as a WAR, and the sender of its orders. */
final class Shop {
  private static final File LIBRARIES = new File("target/gatepost-sample/WEB-INF/lib");
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Shop() {}

  /** The application with Gatepost. */
  static Path export(Path folder, String name) {
    return export(folder, archive(name).addClasses(Book.class, Till.class, Order.class));
  }

  /** An application with Gatepost that has no observers yet. */
  static WebArchive archive(String name) {
    return ShrinkWrap.create(WebArchive.class, name + ".war")
        .addAsLibraries(LIBRARIES.listFiles(file -> file.getName().startsWith("gatepost-")))
        .addClasses(Seen.class, SeenServlet.class)
        .setWebXML(
            new StringAsset(
                """
                <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                  <filter>
                    <filter-name>orders</filter-name>
                    <filter-class>org.gatepost.filter.WebhookFilter</filter-class>
                    <init-param><param-name>scheme</param-name><param-value>x-signature</param-value></init-param>
                    <init-param><param-name>secret</param-name><param-value>literal:shop secret</param-value></init-param>
                  </filter>
                  <filter-mapping><filter-name>orders</filter-name><url-pattern>/orders</url-pattern></filter-mapping>
                  <servlet>
                    <servlet-name>events</servlet-name>
                    <servlet-class>org.gatepost.cdi.EventServlet</servlet-class>
                  </servlet>
                  <servlet-mapping><servlet-name>events</servlet-name><url-pattern>/orders</url-pattern></servlet-mapping>
                </web-app>
                """));
  }

  /** Writes an archive as a file. */
  static Path export(Path folder, WebArchive war) {
    Path file = folder.resolve(war.getName());
    war.as(ZipExporter.class).exportTo(file.toFile());
    return file;
  }

  /** The body of an event. */
  static String event(String type, String id) {
    return "{\"id\": \"" + id + "\", \"type\": \"" + type + "\"}";
  }

  /** The signature of an event. */
  static String signature(String body) {
    Map<String, String> headers =
        Scheme.preset("x-signature")
            .signer(Secret.of("test", "shop secret"))
            .sign(body.getBytes(StandardCharsets.UTF_8), Instant.now(), Map.of());
    return headers.get("X-Signature");
  }

  /** Sends a signed event, and gives the body of the answer. */
  static HttpResponse<String> send(URI base, String body) throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(base.resolve("orders"))
            .header("Content-Type", "application/json")
            .header("X-Signature", signature(body))
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  /** What the observers have seen. */
  static String seen(URI base) throws IOException, InterruptedException {
    return HTTP.send(HttpRequest.newBuilder(base.resolve("seen")).build(), BodyHandlers.ofString())
        .body();
  }
}
