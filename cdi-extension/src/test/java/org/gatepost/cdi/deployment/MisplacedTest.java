package org.gatepost.cdi.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.gatepost.cdi.Notebook;
import org.gatepost.cdi.TestApplication;
import org.gatepost.event.Fallback;
import org.gatepost.event.Webhook;
import org.gatepost.event.Where;
import org.junit.jupiter.api.Test;

/** GP118: an annotation stands where nobody looks for it. */
class MisplacedTest {
  private static final Pattern PLACE = Pattern.compile("\\S+#forgotten has");

  @Test
  void everyPlaceWhereTheyDoNothingIsNamed() {
    String own = "GP118: " + Places.class.getName();
    String first = "GP118: parameter 1 of " + Places.class.getName();
    assertThatExceptionOfType(DeploymentException.class)
        .isThrownBy(() -> TestApplication.with(Places.class, Heir.class).close())
        .satisfies(
            e ->
                assertThat(e.getMessage())
                    .contains(
                        own
                            + "#field has @Webhook, @Where, @Fallback or @Batch, which do nothing there")
                    .contains(own + "#method has")
                    .contains(own + "#produced has")
                    .contains(first + "#initialize has")
                    .contains(first + "#dispose has")
                    .contains(first + "#forgotten has")
                    .contains(first + "#several has")
                    .contains(first + "#where has")
                    .contains(first + "#fallback has")
                    .contains("GP118: parameter 2 of " + Places.class.getName() + "#second has")
                    .contains("GP118: parameter 1 of the constructor of " + Places.class.getName())
                    .contains("GP118: " + Heir.class.getName() + " has")
                    .contains("as in void on(@Observes @Webhook(\"push\") Push push)")
                    .doesNotContain("#right"));
  }

  @Test
  void inheritedPlaceIsNamedOnce() {
    assertThatExceptionOfType(DeploymentException.class)
        .isThrownBy(() -> TestApplication.with(Heir.class, Places.class).close())
        .satisfies(
            e ->
                assertThat(PLACE.matcher(e.getMessage()).results().map(MatchResult::group))
                    .isNotEmpty()
                    .containsOnly(Places.class.getName() + "#forgotten has"));
  }

  @ApplicationScoped
  static class Places {
    @Inject
    @Any
    @Webhook("a")
    Event<String> field;

    Places() {}

    @Inject
    Places(@Webhook("a") Instance<Notebook> parameter) {}

    @Webhook("a")
    void method() {}

    @Produces
    @Webhook("a")
    BigDecimal produced() {
      return BigDecimal.ONE;
    }

    @Inject
    void initialize(@Webhook("a") Event<String> events) {}

    void dispose(@Disposes @Webhook("a") BigDecimal number) {}

    void forgotten(@Webhook("a") String body) {}

    void several(@Webhook("a") @Webhook("b") String body) {}

    void where(@Where(path = "/a", exists = true) String body) {}

    void fallback(@Fallback String body) {}

    void second(@Observes @Webhook("a") String body, @Webhook("b") Instance<Notebook> other) {}

    void right(@Observes @Webhook("a") @Where(path = "/a", exists = true) @Fallback String body) {}
  }

  @ApplicationScoped
  @Webhook("a")
  static class Heir extends Places {}
}
