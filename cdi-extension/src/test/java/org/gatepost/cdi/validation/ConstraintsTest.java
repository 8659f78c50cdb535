package org.gatepost.cdi.validation;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.Map;
import org.gatepost.Delivery;
import org.gatepost.cdi.LogLines;
import org.gatepost.cdi.Notebook;
import org.gatepost.cdi.TestApplication;
import org.gatepost.event.Webhook;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A payload that breaks a constraint reaches no observer, and is in no log line. */
class ConstraintsTest {
  private static final String CANARY = "zaunkoenig";

  @AutoClose private final LogLines log = new LogLines();

  @AutoClose
  private final TestApplication application =
      TestApplication.with(Observers.class, MadeForEachCall.class);

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          run       | {"id": "", "rows": []}                         | Run breaks @NotBlank at id
          run       | {"id": "a", "rows": [{"count": 11, "name": "zaunkoenig"}]} | @Max at rows[].count
          run       | {"rows": [{"count": 11}, {"count": 12}]}       | @Max at rows[].count, @NotBlank at id (end)
          run       | {"id": "a", "byName": {"zaunkoenig": {"count": 11}}} | @Max at byName[].count
          run       | {"id": "a", "code": "zaunkoenig"}              | @Pattern at code
          run       | {"id": "forbidden"}                            | @Allowed
          runs      | [{"id": "a"}, {"id": " "}]                     | @NotBlank at id
          array     | [{"id": "a"}, {"id": " "}]                     | @NotBlank at id
          map       | {"zaunkoenig": {"id": ""}}                     | @NotBlank at id
          valid     | {"id": ""}                                     | @NotBlank at id
          sized     | ["zaunkoenig", "b", "c"]                       | @Size
          elements  | ["zaunkoenig", ""]                             | @NotBlank at []
          text      | zaunkoenig                                     | @Pattern
          bytes     | zaunkoenig                                     | @Size
          dependent | {"id": ""}                                     | @NotBlank at id
          private   | {"id": ""}                                     | @NotBlank at id
          """)
  void brokenConstraintKeepsItsObserverAloneFromBeingCalledAndIsNamed(
      String type, String body, String why) {
    assertThat(application.deliver(type, body)).isEqualTo("INVALID");

    assertThat(application.seen()).containsExactly("first");
    assertThat(log.with("GP120"))
        .isNotEmpty()
        .allSatisfy(
            line -> assertThat(line).contains(why.replace(" (end)", System.lineSeparator())));
    assertThat(log.with(CANARY)).isEmpty();
    assertThat(log.with("forbidden")).isEmpty();
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          run       | {"id": "a", "code": "abc", "rows": [{"count": 10}, null], "byName": {"b": {"count": 1}}}
          runs      | [{"id": "a"}]
          runs      | []
          array     | [null]
          map       | {"b": {"id": "a"}}
          valid     | {"id": "a"}
          sized     | ["a", "b"]
          elements  | ["a"]
          text      | abc
          bytes     | ab
          dependent | {"id": "a"}
          private   | {"id": "a"}
          """)
  void payloadThatBreaksNoneIsDelivered(String type, String body) {
    assertThat(application.deliver(type, body)).isEqualTo("DONE");

    assertThat(application.seen()).contains(type);
  }

  @Test
  void sharedPayloadIsCheckedOnce() {
    Allowed.Check.calls = 0;

    assertThat(application.deliver("run", "{\"id\": \"a\"}")).isEqualTo("DONE");

    assertThat(application.seen()).containsExactly("first", "run", "run too");
    assertThat(Allowed.Check.calls).isEqualTo(1);
  }

  @Test
  void otherParametersAreInjectedAsEver() {
    assertThat(application.deliver("injected", "[\"a\"]")).isEqualTo("DONE");
    assertThat(application.deliver("injected", "[]")).isEqualTo("INVALID");
  }

  @Test
  void constraintThatCannotBeCheckedRefuses() {
    assertThat(application.deliver("impossible", "{\"id\": \"zaunkoenig\"}")).isEqualTo("INVALID");

    assertThat(log.with("GP120"))
        .singleElement()
        .asString()
        .contains("constraints could not be checked (UnexpectedTypeException)");
    assertThat(log.with(CANARY)).isEmpty();
  }

  public record Row(@Max(10) int count, String name) {}

  @Allowed
  public record Run(
      @NotBlank(message = "was ${validatedValue}") String id,
      @Pattern(regexp = "[a-f]*", message = "${validatedValue}") String code,
      List<@Valid Row> rows,
      Map<String, @Valid Row> byName) {}

  public record Impossible(@AssertTrue String id) {}

  /** A constraint of the application on a class. */
  @Constraint(validatedBy = Allowed.Check.class)
  @Retention(RetentionPolicy.RUNTIME)
  public @interface Allowed {
    String message() default "not allowed: ${validatedValue}";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    final class Check implements ConstraintValidator<Allowed, Run> {
      static int calls;

      @Override
      public boolean isValid(Run run, ConstraintValidatorContext context) {
        calls++;
        return !"forbidden".equals(run.id());
      }
    }
  }

  @ApplicationScoped
  static class Observers {
    void first(@Observes @Priority(1) @Webhook("**") Delivery delivery, Notebook seen) {
      seen.write("first");
    }

    void run(@Observes @Webhook("run") Run run, Notebook seen) {
      seen.write("run");
    }

    void runToo(@Observes @Webhook("run") @Valid Run run, Notebook seen) {
      seen.write("run too");
    }

    void runs(@Observes @Webhook("runs") List<Run> runs, Notebook seen) {
      seen.write("runs");
    }

    void array(@Observes @Webhook("array") Run[] runs, Notebook seen) {
      seen.write("array");
    }

    void map(@Observes @Webhook("map") Map<String, Run> runs, Notebook seen) {
      seen.write("map");
    }

    void valid(@Observes @Webhook("valid") @Valid @NotNull Run run, Notebook seen) {
      seen.write("valid");
    }

    void sized(@Observes @Webhook("sized") @Size(max = 2) List<String> list, Notebook seen) {
      seen.write("sized");
    }

    void elements(@Observes @Webhook("elements") List<@NotBlank String> list, Notebook seen) {
      seen.write("elements");
    }

    void text(@Observes @Webhook("text") @Pattern(regexp = "[a-f]*") String text, Notebook seen) {
      seen.write("text");
    }

    void bytes(@Observes @Webhook("bytes") @Size(max = 2) byte[] body, Notebook seen) {
      seen.write("bytes");
    }

    private void hidden(@Observes @Webhook("private") @NotNull @Valid Run run, Notebook seen) {
      seen.write("private");
    }

    void injected(
        @NotNull Notebook seen,
        @Observes @Webhook("injected") @NotEmpty List<String> list,
        @NotNull Delivery delivery) {}

    void impossible(@Observes @Webhook("impossible") Impossible impossible) {}
  }

  @Dependent
  static class MadeForEachCall {
    void dependent(@Observes @Webhook("dependent") @Valid Run run, Notebook seen) {
      seen.write("dependent");
    }
  }
}
