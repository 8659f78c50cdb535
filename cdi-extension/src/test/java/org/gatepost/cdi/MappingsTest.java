package org.gatepost.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServlet;
import java.nio.file.Path;
import java.util.List;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.gatepost.filter.WebhookFilter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which filters stand in front of the event servlet, by the container's own registrations. */
class MappingsTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "/webhooks/github, /webhooks/*, true",
    "/webhooks/github, /webhooks/github, true",
    "/webhooks/*, /webhooks/*, true",
    "/webhooks/*, /webhooks/github, true",
    "/webhooks/*, /webhooks/git/*, true",
    "/webhooks/git/*, /webhooks/*, true",
    "/webhooks/*, *.hook, true",
    "*.hook, /webhooks/*, true",
    "*.hook, *.hook, true",
    "/*, /webhooks/github, true",
    "/webhooks/github, /, true",
    "/webhooks/*, /webhooks, true",
    "/webhooks/*, /, true",
    "/webhooks/github, /webhooks/gitlab, false",
    "/webhooks/own, /webhooks/*, false",
    "/webhooks/own, /, false",
    "/theirs/*, /*, false",
    "/theirs/*, /webhooks/*, false",
    "/webhooksandmore/*, /webhooks/*, false",
    "*.txt, *.hook, false",
  })
  void filterLeadsToTheServletThatAnswersItsPaths(String filter, String servlet, boolean leads)
      throws Exception {
    assertThat(sources(filter, servlet)).isEqualTo(leads ? List.of("source") : List.of());
  }

  @Test
  void otherFiltersAreNoSources() throws Exception {
    Tomcat tomcat = new Tomcat();
    Context context = context(tomcat, "/*");
    addFilter(context, new FilterMap(), HttpFilter.class, "/*");
    assertThat(sources(tomcat, context)).isEmpty();
  }

  @Test
  void filterMayBeMappedToTheServletByItsName() throws Exception {
    Tomcat tomcat = new Tomcat();
    Context context = context(tomcat, "/webhooks/*");
    FilterMap mapping = new FilterMap();
    mapping.addServletName("events");
    addFilter(context, mapping, WebhookFilter.class, null);
    assertThat(sources(tomcat, context)).containsExactly("source");
  }

  private List<String> sources(String filter, String servlet) throws Exception {
    Tomcat tomcat = new Tomcat();
    Context context = context(tomcat, servlet);
    addFilter(context, new FilterMap(), WebhookFilter.class, filter);
    return sources(tomcat, context);
  }

  /** Nothing is started: registrations are there as they would be. */
  private static List<String> sources(Tomcat tomcat, Context context) throws Exception {
    try {
      return new Mappings(
              context.getServletContext(), EventServlet.class, MappingsTest.class.getClassLoader())
          .sources();
    } finally {
      tomcat.destroy();
    }
  }

  private Context context(Tomcat tomcat, String mapping) {
    tomcat.setBaseDir(directory.toString());
    Context context = tomcat.addContext("", directory.toString());
    Tomcat.addServlet(context, "own", HttpOwn.class.getName());
    context.addServletMappingDecoded("/webhooks/own", "own");
    context.addServletMappingDecoded("/theirs/*", "own");
    Tomcat.addServlet(context, "events", Derived.class.getName());
    context.addServletMappingDecoded(mapping, "events");
    return context;
  }

  private static void addFilter(
      Context context, FilterMap mapping, Class<?> type, @Nullable String pattern) {
    FilterDef definition = new FilterDef();
    definition.setFilterName("source");
    definition.setFilterClass(type.getName());
    context.addFilterDef(definition);
    mapping.setFilterName("source");
    if (pattern != null) {
      mapping.addURLPattern(pattern);
    }
    context.addFilterMap(mapping);
  }

  static final class Derived extends EventServlet {
    private static final long serialVersionUID = 1L;
  }

  static final class HttpOwn extends HttpServlet {
    private static final long serialVersionUID = 1L;
  }
}
