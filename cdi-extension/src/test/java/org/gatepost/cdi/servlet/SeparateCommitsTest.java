package org.gatepost.cdi.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.gatepost.Delivery;
import org.gatepost.cdi.LogLines;
import org.gatepost.cdi.TestSender;
import org.gatepost.event.Webhook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tomcat has no Jakarta Transactions: a ledger in a database is less there than it looks. */
class SeparateCommitsTest {
  @TempDir private Path directory;

  private void start(String ledger, Class<?>... beans) throws Exception {
    start("ledger", ledger, beans);
  }

  private void start(String param, String ledger, Class<?>... beans) throws Exception {
    Map<String, String> params = new HashMap<>(TestSender.SCHEME);
    params.put("scheme", "x-signature");
    params.put("secret", "literal:" + TestSender.SECRET);
    params.put(param, ledger);
    try (HttpApplication application = new HttpApplication(directory, params, beans)) {
      // Past the filter, so that the servlet starts.
      application.send("POST", "/elsewhere", Map.of(), "{}");
    }
  }

  @Test
  void ledgerInADatabaseIsToldAtStart() throws Exception {
    try (LogLines log = new LogLines()) {
      start("jdbc:java:comp/env/none", Heard.class);
      assertThat(log.with("GP145"))
          .singleElement()
          .asString()
          .contains(
              "GP145: source [test] has its ledger in a database, but this server has no Jakarta"
                  + " Transactions: an observer's work and its receipt are two commits");
    }
  }

  @Test
  void ledgerByDefaultOfTheApplicationIsToldToo() throws Exception {
    try (LogLines log = new LogLines()) {
      start("gatepost.ledger", "jdbc:java:comp/env/none", Heard.class);
      assertThat(log.with("GP145")).hasSize(1);
    }
  }

  @Test
  void nothingIsToldOfOtherLedgersAndOfSourcesThatNoObserverHears() throws Exception {
    try (LogLines log = new LogLines()) {
      start("memory", Heard.class);
      start("jdbc:java:comp/env/none", Unheard.class);
      assertThat(log.with("GP145")).isEmpty();
      assertThat(log.with("GP128")).hasSize(1);
    }
  }

  @ApplicationScoped
  static class Heard {
    void on(@Observes @Webhook("**") Delivery delivery) {}
  }

  @ApplicationScoped
  static class Unheard {
    void on(@Observes @Webhook(value = "**", source = "other") Delivery delivery) {}
  }
}
