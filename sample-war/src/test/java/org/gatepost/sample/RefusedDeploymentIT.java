package org.gatepost.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.gatepost.sample.early.Later;
import org.gatepost.sample.filteronly.AddsFilter;
import org.gatepost.sample.filteronly.OrderServlet;
import org.gatepost.sample.server.PayaraMicro;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Applications that are not well configured: Payara Micro must not serve them, and the log must say
 * why.
 */
class RefusedDeploymentIT {
  private static final Map<String, Map<String, String>> INIT_PARAMS = new LinkedHashMap<>();
  private static final Map<String, String> MESSAGES = new LinkedHashMap<>();

  static {
    refused(
        "unknown-param",
        Map.of("scheme", "github", "secret", "literal:s", "tolerence", "PT5M"),
        "GP001: init-param [tolerence] of filter [unknown-param] is unknown");
    refused(
        "unknown-preset",
        Map.of("scheme", "githubb", "secret", "literal:s"),
        "GP003: init-param [scheme] of filter [unknown-preset] must be custom or the name of a preset, was [githubb]");
    refused(
        "missing-secret",
        Map.of("scheme", "github"),
        "GP002: init-param [secret] of filter [missing-secret] must be given");
    refused(
        "empty-secret",
        Map.of("scheme", "github", "secret", "env:GATEPOST_TEST_SECRET_THAT_NOBODY_SETS"),
        "GP005: secret [env:GATEPOST_TEST_SECRET_THAT_NOBODY_SETS] of filter [empty-secret] must be set and not blank");
    refused(
        "malformed-duration",
        Map.of("scheme", "stripe", "secret", "literal:s", "tolerance", "5m"),
        "GP003: init-param [tolerance] of filter [malformed-duration] must be an ISO-8601 duration from PT1S to PT24H, or"
            + " none, was [5m]");
  }

  @TempDir private Path folder;

  private static void refused(String name, Map<String, String> initParams, String message) {
    INIT_PARAMS.put(name, initParams);
    MESSAGES.put(name, message);
  }

  @Test
  void applicationIsNotServedAndTheLogSaysWhy() throws Exception {
    List<Path> wars = new ArrayList<>();
    for (String name : INIT_PARAMS.keySet()) {
      wars.add(export(war(name, INIT_PARAMS.get(name))));
    }
    MESSAGES.put("listener", "GP014: filter [listener] could not start");
    wars.add(export(bare("listener").addClass(AddsFilter.class)));
    MESSAGES.put(
        "fragment", "GP003: init-param [lease] of filter [fragment] must be an ISO-8601 duration");
    wars.add(export(bare("fragment").addAsLibrary(fragment())));
    MESSAGES.put(
        "early",
        "GP129: org.gatepost.sample.early.Later#on(org.gatepost.Delivery) must return when its work is"
            + " done, but it has @jakarta.ejb.Asynchronous");
    wars.add(export(withEvents("early").addPackage(Later.class.getPackage())));
    wars.add(export(withEvents("unheard").addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml")));
    Path work = Path.of("target", "refused-deployment");
    try (PayaraMicro server =
        PayaraMicro.start(Path.of("target"), work, PayaraMicro.freePort(), wars)) {
      assertThat(MESSAGES.values())
          .allSatisfy(message -> assertThat(server.log()).contains(message));
      assertThat(server.log())
          .contains("GP130: org.gatepost.sample.early.Pooled#delivery")
          .contains("GP130: org.gatepost.sample.early.Only#delivery")
          .contains("since a session bean that is used again would keep")
          // This one is served; at its start, as no request has come yet.
          .contains("GP127: no observers.")
          .contains("GP128: no observer can match source [unheard]");
      HttpClient http = HttpClient.newHttpClient();
      for (String name : MESSAGES.keySet()) {
        HttpRequest request =
            HttpRequest.newBuilder(server.base().resolve(name + "/orders"))
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        assertThat(http.send(request, BodyHandlers.ofString()).statusCode())
            .as(name)
            .isIn(404, 500, 503);
      }
    }
  }

  private Path export(WebArchive war) {
    Path file = folder.resolve(war.getName());
    war.as(ZipExporter.class).exportTo(file.toFile());
    return file;
  }

  private static WebArchive bare(String name) {
    return ShrinkWrap.create(WebArchive.class, name + ".war")
        .addAsLibrary(filterJar())
        .addClass(OrderServlet.class);
  }

  /** An application of the event servlet, with a source in front of it. */
  private static WebArchive withEvents(String name) {
    return ShrinkWrap.create(WebArchive.class, name + ".war")
        .addAsLibraries(new File("target/gatepost-sample/WEB-INF/lib").listFiles())
        .setWebXML(
            new StringAsset(
                """
                <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                  <filter>
                    <filter-name>NAME</filter-name>
                    <filter-class>org.gatepost.filter.WebhookFilter</filter-class>
                    <init-param><param-name>scheme</param-name><param-value>github</param-value></init-param>
                    <init-param><param-name>secret</param-name><param-value>literal:s</param-value></init-param>
                  </filter>
                  <filter-mapping><filter-name>NAME</filter-name><url-pattern>/orders</url-pattern></filter-mapping>
                  <servlet>
                    <servlet-name>events</servlet-name>
                    <servlet-class>org.gatepost.cdi.EventServlet</servlet-class>
                  </servlet>
                  <servlet-mapping><servlet-name>events</servlet-name><url-pattern>/*</url-pattern></servlet-mapping>
                </web-app>
                """
                    .replace("NAME", name)));
  }

  private static JavaArchive fragment() {
    return ShrinkWrap.create(JavaArchive.class, "gates.jar")
        .addAsManifestResource(
            new StringAsset(
                """
                <web-fragment xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                  <filter>
                    <filter-name>fragment</filter-name>
                    <filter-class>org.gatepost.filter.WebhookFilter</filter-class>
                    <init-param><param-name>scheme</param-name><param-value>github</param-value></init-param>
                    <init-param><param-name>secret</param-name><param-value>literal:s</param-value></init-param>
                    <init-param><param-name>lease</param-name><param-value>5m</param-value></init-param>
                  </filter>
                  <filter-mapping><filter-name>fragment</filter-name><url-pattern>/*</url-pattern></filter-mapping>
                </web-fragment>
                """),
            "web-fragment.xml");
  }

  private static WebArchive war(String name, Map<String, String> initParams) {
    String params =
        initParams.entrySet().stream()
            .map(
                param ->
                    "<init-param><param-name>"
                        + param.getKey()
                        + "</param-name><param-value>"
                        + param.getValue()
                        + "</param-value></init-param>")
            .collect(Collectors.joining());
    return bare(name)
        .setWebXML(
            new StringAsset(
                "<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"6.0\"><filter><filter-name>"
                    + name
                    + "</filter-name><filter-class>org.gatepost.filter.WebhookFilter</filter-class>"
                    + params
                    + "</filter><filter-mapping><filter-name>"
                    + name
                    + "</filter-name><url-pattern>/orders</url-pattern></filter-mapping></web-app>"));
  }

  private static File filterJar() {
    File[] jars =
        new File("target/gatepost-sample/WEB-INF/lib")
            .listFiles(file -> file.getName().startsWith("gatepost-filter"));
    return jars[0];
  }
}
