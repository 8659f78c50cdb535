package org.gatepost.cdi.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.gatepost.cdi.TestApplication;
import org.gatepost.event.DeliveryOutcome;
import org.gatepost.event.ObserverOutcome;
import org.gatepost.event.RejectsDelivery;
import org.gatepost.event.RetryAfterException;
import org.gatepost.event.Webhook;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What docs/reference/events.md shows of failures and outcomes, as it stands there. */
class OutcomesOnPageTest {
  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final String FILE =
      "src/test/java/org/gatepost/cdi/documentation/OutcomesOnPageTest.java";

  @AutoClose
  private final TestApplication application =
      TestApplication.with(Bookkeeping.class, Customers.class, Metrics.class, Meters.class);

  @Test
  void invoicesArePostponedRejectedAndBooked() {
    application.bean(Customers.class).migrate(true);
    assertThat(application.deliver("i-1", "invoice.paid", "{\"customer\": \"Ada\"}"))
        .isEqualTo("POSTPONED");
    application.bean(Customers.class).migrate(false);
    assertThat(application.deliver("i-1", "invoice.paid", "{\"customer\": \"Ada\"}"))
        .isEqualTo("DONE");
    assertThat(application.deliver("i-2", "invoice.paid", "{\"customer\": \"Bob\"}"))
        .isEqualTo("DONE");

    assertThat(application.bean(Customers.class).booked()).containsExactly(new Invoice("Ada"));
    assertThat(application.bean(Meters.class).results())
        .containsExactly(
            ObserverOutcome.Result.POSTPONED,
            ObserverOutcome.Result.DONE,
            ObserverOutcome.Result.REJECTED);
  }

  @Test
  void sectionsOfTheDocumentAreThisCode() throws Exception {
    String document = Files.readString(Path.of("../docs/reference/events.md"));
    String sections =
        document.substring(
            document.indexOf("## When an observer fails"), document.indexOf("## The delivery"));
    String code = squeezed(Files.readString(Path.of(FILE)));

    assertThat(BLOCK.matcher(sections).results().map(block -> squeezed(block.group(1))).toList())
        .hasSize(2)
        .allSatisfy(block -> assertThat(code).contains(block));
  }

  /** Lines and indentation aside. */
  private static String squeezed(String text) {
    return text.replaceAll("\\s+", "");
  }
}

@RejectsDelivery
class UnknownCustomerException extends RuntimeException {}

@ApplicationScoped
class Bookkeeping {
  void book(@Observes @Webhook("invoice.paid") Invoice invoice, Customers customers) {
    if (customers.areBeingMigrated()) {
      throw new RetryAfterException(Duration.ofMinutes(10), "customers are being migrated");
    }
    if (!customers.has(invoice.customer())) {
      throw new UnknownCustomerException();
    }
    customers.book(invoice);
  }
}

@ApplicationScoped
class Metrics {
  void count(@Observes DeliveryOutcome outcome, Meters meters) {
    for (ObserverOutcome observer : outcome.observers()) {
      meters.add(observer.consumer(), observer.result(), observer.duration());
    }
  }
}

@ApplicationScoped
class Customers {
  private final List<Invoice> booked = new CopyOnWriteArrayList<>();
  private volatile boolean migrating;

  void migrate(boolean now) {
    migrating = now;
  }

  boolean areBeingMigrated() {
    return migrating;
  }

  boolean has(String customer) {
    return customer.equals("Ada");
  }

  void book(Invoice invoice) {
    booked.add(invoice);
  }

  List<Invoice> booked() {
    return booked;
  }
}

@ApplicationScoped
class Meters {
  private final List<ObserverOutcome.Result> results = new CopyOnWriteArrayList<>();

  void add(String consumer, ObserverOutcome.Result result, Duration duration) {
    results.add(result);
  }

  List<ObserverOutcome.Result> results() {
    return results;
  }
}
