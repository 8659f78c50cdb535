package org.gatepost.cdi.match;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.util.AnnotationLiteral;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import org.gatepost.cdi.Notebook;
import org.gatepost.cdi.TestApplication;
import org.gatepost.event.Fallback;
import org.gatepost.event.Webhook;
import org.gatepost.event.Where;
import org.junit.jupiter.api.Test;

/** The annotations made by code are those that are written. */
class LiteralsTest {

  @Test
  void literalsEqualWhatIsDeclared() throws Exception {
    assertThat(
            List.<Annotation>of(
                Webhook.Literal.of("a.*").source("s").at("/b").consumer("c"),
                Where.Literal.of("/p")
                    .equalTo("1")
                    .in("1", "2")
                    .startsWith("1")
                    .contains("1")
                    .greaterThan("0")
                    .lessThan("2")
                    .exists(true),
                Fallback.Literal.INSTANCE))
        .isEqualTo(List.of(annotations("full")));
    assertThat(List.<Annotation>of(Webhook.Literal.of("a"), Where.Literal.of("/p").in("x")))
        .isEqualTo(List.of(annotations("plain")));
    assertThat(Webhook.Literal.of("a")).isNotEqualTo(Webhook.Literal.of("b"));
    assertThat(annotations("plain")[0]).isEqualTo(Webhook.Literal.of("a"));
  }

  private static Annotation[] annotations(String name) throws NoSuchMethodException {
    Method method = LiteralsTest.class.getDeclaredMethod(name, String.class);
    return method.getParameters()[0].getAnnotations();
  }

  void full(
      @Webhook(value = "a.*", source = "s", at = "/b", consumer = "c")
          @Where(
              path = "/p",
              equalTo = "1",
              in = {"1", "2"},
              startsWith = "1",
              contains = "1",
              greaterThan = "0",
              lessThan = "2",
              exists = true)
          @Fallback
          String parameter) {}

  void plain(@Webhook("a") @Where(path = "/p", in = "x") String parameter) {}

  @Test
  void otherExtensionsMakeObserversWithThem() {
    try (TestApplication application = TestApplication.with(new Annotating(), Unannotated.class)) {
      assertThat(application.deliver("synthetic", "{}")).isEqualTo("DONE");
      assertThat(application.deliver("second", "{}")).isEqualTo("DONE");
      assertThat(application.deliver("annotated", "{\"a\": 1}")).isEqualTo("DONE");
      assertThat(application.deliver("annotated", "{\"a\": 2}")).isEqualTo("IGNORED");

      assertThat(application.seen())
          .containsExactly("synthetic {}", "synthetic {}", "annotated {\"a\": 1}");
    }
  }

  /** What a library's own extension may do. */
  static final class Annotating implements Extension {
    void annotate(@Observes ProcessAnnotatedType<Unannotated> event) {
      event
          .configureAnnotatedType()
          .filterMethods(method -> method.getJavaMember().getName().equals("on"))
          .forEach(
              method ->
                  method
                      .params()
                      .get(0)
                      .add(ObservesLiteral.INSTANCE)
                      .add(Webhook.Literal.of("annotated"))
                      .add(Where.Literal.of("/a").equalTo("1")));
    }

    void add(@Observes AfterBeanDiscovery event) {
      event
          .<String>addObserverMethod()
          .beanClass(Unannotated.class)
          .observedType(String.class)
          .addQualifiers(Webhook.Literal.of("synthetic"), Webhook.Literal.of("second"))
          .notifyWith(
              context ->
                  CDI.current()
                      .select(Notebook.class)
                      .get()
                      .write("synthetic " + context.getEvent()));
    }
  }

  /** CDI has none. */
  @SuppressWarnings("ClassExplicitlyAnnotation")
  private static final class ObservesLiteral extends AnnotationLiteral<Observes>
      implements Observes {
    static final ObservesLiteral INSTANCE = new ObservesLiteral();

    @Override
    public Reception notifyObserver() {
      return Reception.ALWAYS;
    }

    @Override
    public TransactionPhase during() {
      return TransactionPhase.IN_PROGRESS;
    }
  }

  @ApplicationScoped
  static class Unannotated {
    void on(String body, Notebook seen) {
      seen.write("annotated " + body);
    }
  }
}
