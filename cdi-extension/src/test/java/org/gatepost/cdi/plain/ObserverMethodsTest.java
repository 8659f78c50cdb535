package org.gatepost.cdi.plain;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.inject.Inject;
import org.gatepost.Delivery;
import org.gatepost.cdi.Notebook;
import org.gatepost.cdi.TestApplication;
import org.gatepost.event.Webhook;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Every kind of observer method that CDI knows. */
class ObserverMethodsTest {
  @AutoClose
  private final TestApplication application =
      TestApplication.with(Kinds.class, First.class, Second.class, Silent.class, Late.class);

  @Test
  void privateMethod() {
    application.deliver("private", "{}");

    assertThat(application.seen()).containsExactly("private");
  }

  @Test
  void staticMethod() {
    application.deliver("static", "{}");

    assertThat(application.seen()).containsExactly("static");
  }

  @Test
  void inheritedMethodIsAnObserverOfEachBeanThatInheritsIt() {
    assertThat(application.deliver("inherited", "{}")).isEqualTo("DONE");

    assertThat(application.seen()).containsExactly("First", "Second");
  }

  @Test
  void overriddenMethodWithoutAnnotationsIsNoObserver() {
    application.deliver("inherited", "{}");

    assertThat(application.seen()).doesNotContain("Silent");
  }

  @Test
  void oneBeanHasSeveralObserversOfOneType() {
    assertThat(application.deliver("several", "{}")).isEqualTo("DONE");

    assertThat(application.seen()).containsExactly("one", "two");
  }

  @Test
  void conditionalObserverIsCalledOnlyIfItsBeanExists() {
    assertThat(application.deliver("conditional", "{}")).isEqualTo("DONE");
    assertThat(application.seen()).isEmpty();

    application.bean(Late.class).wake();
    assertThat(application.deliver("conditional", "{}")).isEqualTo("DONE");

    assertThat(application.seen()).containsExactly("exists");
  }

  @Test
  void onlyTheSourceThatIsObservedIsHeard() {
    assertThat(application.deliverFrom("broxi", "sourced", "{}")).isEqualTo("DONE");
    assertThat(application.deliverFrom("broxi-body", "sourced", "{}")).isEqualTo("DONE");
    assertThat(application.deliverFrom("github", "sourced", "{}")).isEqualTo("IGNORED");

    assertThat(application.seen()).containsExactly("broxi", "broxi any", "broxi-body any");
  }

  @Test
  void typeThatNobodyObservesIsIgnored() {
    assertThat(application.deliver("unheard.of", "not even JSON")).isEqualTo("IGNORED");

    assertThat(application.seen()).isEmpty();
  }

  @ApplicationScoped
  static class Kinds {
    private void hidden(@Observes @Webhook("private") Delivery delivery, Notebook seen) {
      seen.write("private");
    }

    static void shared(@Observes @Webhook("static") Delivery delivery, Notebook seen) {
      seen.write("static");
    }

    void one(@Observes @Webhook("several") String body, Notebook seen) {
      seen.write("one");
    }

    void two(@Observes @Webhook("several") String body, Notebook seen) {
      seen.write("two");
    }

    void a(@Observes @Webhook(value = "sourced", source = "broxi") String body, Notebook seen) {
      seen.write("broxi");
    }

    void b(
        @Observes @Webhook(value = "sourced", source = "broxi*") Delivery delivery, Notebook seen) {
      seen.write(delivery.source() + " any");
    }
  }

  abstract static class Base {
    @Inject Notebook seen;

    void inherited(@Observes @Webhook("inherited") Delivery delivery) {
      seen.write(name());
    }

    String name() {
      return "Base";
    }
  }

  @ApplicationScoped
  static class First extends Base {
    @Override
    String name() {
      return "First";
    }
  }

  @ApplicationScoped
  static class Second extends Base {
    @Override
    String name() {
      return "Second";
    }
  }

  @ApplicationScoped
  static class Silent extends Base {
    @Override
    void inherited(Delivery delivery) {
      seen.write("Silent");
    }
  }

  @ApplicationScoped
  static class Late {
    void wake() {}

    void conditional(
        @Observes(notifyObserver = Reception.IF_EXISTS) @Webhook("conditional") String body,
        Notebook seen) {
      seen.write("exists");
    }
  }
}
