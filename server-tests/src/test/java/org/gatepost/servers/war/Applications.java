package org.gatepost.servers.war;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gatepost.servers.application.Seen;
import org.gatepost.servers.server.Ability;
import org.gatepost.servers.server.Distribution;
import org.gatepost.servers.server.RunningServer;

/** The applications of the checks, each as a server needs it. */
public final class Applications {
  private static final String PACKAGE = Seen.class.getPackageName();
  private static final Map<String, String> BY_BODY =
      Map.of(
          "scheme",
          "custom",
          "algorithm",
          "HMAC-SHA256",
          "signature",
          "{header:X-Signature}",
          "signed-content",
          "{body}",
          "secret",
          "env:HOOKS_SECRET");

  private static final Map<String, String> MAIL =
      Map.of(
          "scheme",
          "x-signature",
          "events",
          "/*",
          "id",
          "{event:/id}",
          "type",
          "{event:/type}",
          "key",
          "id",
          "secret",
          "env:HOOKS_SECRET");

  private static final Set<Distribution> GLASSFISH =
      Set.of(Distribution.GLASSFISH, Distribution.GLASSFISH_8);
  private static final String BEANS_XML =
      "<beans xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"4.0\""
          + " bean-discovery-mode=\"annotated\"/>";

  private final RunningServer server;
  private final Path folder;

  /** Those for a server, written into a folder. */
  public Applications(RunningServer server, Path folder) {
    this.server = server;
    this.folder = folder;
  }

  /** As the README says. */
  public Path readme(String name) throws Exception {
    return asTheReadmeSays(base(name)).write(folder);
  }

  /** A servlet, and what a server needs for beans. */
  public Path plain(String name) throws Exception {
    return withBeans(War.named(name)).classes(part("probe")).webXml(xml()).write(folder);
  }

  /** The same as the README says. */
  public Path guarded(String name) throws Exception {
    return asTheReadmeSays(base(name).classes(part("probe"))).write(folder);
  }

  private War asTheReadmeSays(War war) throws IOException {
    return war.classes(part("readme"))
        .webXml(
            xml()
                .source(
                    "github",
                    "/webhooks/github",
                    Map.of("scheme", "github", "secret", "env:GITHUB_WEBHOOK_SECRET"))
                .events("/webhooks/*"));
  }

  /** With everything that the server can do. */
  public Path hooks(String name) throws Exception {
    WebXml xml =
        xml()
            .source(
                "github",
                "/webhooks/github",
                Map.of("scheme", "github", "secret", "env:GITHUB_WEBHOOK_SECRET"))
            .source("later", "/later", BY_BODY)
            .source("parts", "/parts", BY_BODY)
            .source("guarded", "/any/hooks/github", BY_BODY)
            .source("mail", "/webhooks/mail", MAIL)
            .events("/webhooks/*");
    War war = base(name).classes(PACKAGE);
    if (has(Ability.REST)) {
      war.classes(part("rest"));
      xml.source("api", "/api/*", BY_BODY);
    }
    return war.webXml(xml).write(folder);
  }

  /** With observers whose work is in the database that the ledger is in. */
  public Path work(String name) throws Exception {
    return work(name, "PT15M");
  }

  /**
   * The same.
   *
   * @param lease when a delivery of a server that was killed may be processed by another
   */
  public Path work(String name, String lease) throws Exception {
    return base(name)
        .classes(part("work"))
        .webXml(
            xml()
                .contextParam("data-source", server.dataSource())
                .element(ownDataSource())
                .element(
                    "<filter><filter-name>transaction</filter-name><filter-class>"
                        + part("work")
                        + ".TransactionFilter</filter-class></filter><filter-mapping>"
                        + "<filter-name>transaction</filter-name>"
                        + "<url-pattern>/webhooks/within</url-pattern></filter-mapping>")
                .source(
                    "within",
                    "/webhooks/within",
                    Map.of(
                        "scheme",
                        "x-signature",
                        "secret",
                        "env:HOOKS_SECRET",
                        "ledger",
                        "jdbc:" + server.dataSource()))
                .source(
                    "github",
                    "/webhooks/github",
                    Map.of(
                        "scheme",
                        "github",
                        "secret",
                        "env:GITHUB_WEBHOOK_SECRET",
                        "lease",
                        lease,
                        "ledger",
                        "jdbc:" + server.dataSource()))
                .events("/webhooks/*"))
        .write(folder);
  }

  /** An EAR with the jars, and two WARs without them that have the same classes. */
  public Path ear(String name) throws Exception {
    Path wars = folder.resolve(name);
    return new Ear(name, List.of(earWar("orders", wars), earWar("accounts", wars))).write(folder);
  }

  private Path earWar(String name, Path wars) throws Exception {
    return War.named(name)
        .classes(part("ear"))
        .webXml(
            xml()
                .source(
                    "github",
                    "/webhooks/github",
                    Map.of("scheme", "github", "secret", "env:GITHUB_WEBHOOK_SECRET"))
                .events("/webhooks/*"))
        .write(wars);
  }

  /** One source with these init-params, in front of a servlet. */
  public Path configured(String name, Map<String, String> initParams) throws Exception {
    return base(name)
        .classes(PACKAGE)
        .webXml(xml().source("configured", "/parts", initParams))
        .write(folder);
  }

  /** Without Gatepost: tells what the server's JMX has. */
  public Path probe(String name) throws Exception {
    return War.named(name).classes(part("probe")).webXml(new WebXml()).write(folder);
  }

  private War base(String name) throws IOException {
    return withBeans(War.named(name).librariesIn("libraries"));
  }

  private War withBeans(War war) throws IOException {
    String others = server.distribution().libraries();
    // Without the file, Weld finds no bean in a WAR by itself.
    return others == null ? war : war.librariesIn(others).text("WEB-INF/beans.xml", BEANS_XML);
  }

  /** What every web.xml begins with. */
  private WebXml xml() {
    WebXml xml = new WebXml();
    // Weld finds by itself that the server starts an application; OpenWebBeans is told.
    return "openwebbeans".equals(server.distribution().libraries())
        ? xml.element(
            "<listener><listener-class>org.apache.webbeans.servlet.WebBeansConfigurationListener</listener-class></listener>")
        : xml;
  }

  /** Of a server whose own needs a database that is not there. */
  private String ownDataSource() {
    return !GLASSFISH.contains(server.distribution())
        ? ""
        : "<data-source><name>"
            + server.dataSource()
            + "</name><class-name>org.h2.jdbcx.JdbcDataSource</class-name>"
            + "<url>jdbc:h2:mem:work;DB_CLOSE_DELAY=-1</url></data-source>";
  }

  private boolean has(Ability ability) {
    return server.distribution().has(ability);
  }

  private static String part(String name) {
    return PACKAGE + "." + name;
  }
}
