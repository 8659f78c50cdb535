package org.gatepost.sample.crash;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gatepost.sample.crash.application.Auditor;
import org.gatepost.sample.crash.application.Solo;
import org.gatepost.sample.crash.application.TogetherAuditor;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * The sample's WAR with two further observers of workflows, the only one of other events, requests
 * of several of them, the shortest lease, and a ledger of choice.
 */
final class Application {
  static final Path TARGET = Path.of("target");

  private Application() {}

  /** Writes the WAR into a folder. */
  static Path export(Path folder, String ledger) throws IOException {
    WebArchive war =
        ShrinkWrap.createFromZipFile(
            WebArchive.class, new File(TARGET.toFile(), "gatepost-sample.war"));
    String webXml;
    try (InputStream in = war.get("WEB-INF/web.xml").getAsset().openStream()) {
      webXml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    String settled =
        webXml.replaceAll(
            "<param-name>ledger</param-name>\\s*<param-value>[^<]*</param-value>",
            "<param-name>ledger</param-name><param-value>"
                + ledger
                + "</param-value></init-param>"
                + "<init-param><param-name>lease</param-name><param-value>PT10S</param-value>");
    settled =
        settled.replaceFirst(
            "(<filter-name>broxi</filter-name>\\s*<filter-class>[^<]*</filter-class>)",
            "$1"
                + initParam("events", "/events/*")
                + initParam("id", "{event:/delivery_id}")
                + initParam("type", "{event:/event}"));
    war.delete("WEB-INF/web.xml");
    war.setWebXML(new StringAsset(settled))
        .addClasses(Auditor.class, TogetherAuditor.class, Solo.class);
    Path file = Files.createDirectories(folder).resolve("ROOT.war");
    war.as(ZipExporter.class).exportTo(file.toFile(), true);
    return file;
  }

  private static String initParam(String name, String value) {
    return "<init-param><param-name>"
        + name
        + "</param-name><param-value>"
        + value
        + "</param-value></init-param>";
  }
}
