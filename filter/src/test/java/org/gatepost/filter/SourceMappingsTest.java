package org.gatepost.filter;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Open Liberty says null for mappings that a registration does not have. */
class SourceMappingsTest {
  /** Answers by a method's name, and null to every other. */
  private static <T> T answering(Class<T> type, Map<String, Object> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            SourceMappingsTest.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answers.get(method.getName())));
  }

  private static ServletContext context() {
    FilterRegistration filter =
        answering(
            FilterRegistration.class,
            Map.of("getName", "hook", "getClassName", WebhookFilter.class.getName()));
    ServletRegistration servlet = answering(ServletRegistration.class, Map.of("getName", "events"));
    return answering(
        ServletContext.class,
        Map.of(
            "getFilterRegistrations",
            Map.of("hook", filter),
            "getServletRegistrations",
            Map.of("events", servlet),
            "getFilterRegistration",
            filter));
  }

  @Test
  void filterWithoutMappingsIsASourceWithoutPatterns() {
    SourceMappings mappings = SourceMappings.make(context());
    mappings.read();

    assertThat(mappings.all())
        .singleElement()
        .satisfies(
            source -> {
              assertThat(source.source()).isEqualTo("hook");
              assertThat(source.patterns()).isEmpty();
              assertThat(source.servlets()).isEmpty();
            });
  }

  @Test
  void summaryNamesNone() {
    assertThat(SourceMappings.summary(context(), "hook")).isEmpty();
  }
}
