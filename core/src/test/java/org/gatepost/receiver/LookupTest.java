package org.gatepost.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.gatepost.IncomingRequest;
import org.gatepost.InvalidSettingException;
import org.gatepost.Lookup;
import org.gatepost.fixture.Log;
import org.gatepost.fixture.SettableClock;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Names in settings lead to what the application gives in code. */
class LookupTest {
  private static final SettableClock CLOCK =
      new SettableClock(Instant.parse("2026-11-20T12:00:00Z"));
  private static final byte[] BODY =
      "{\"event\":\"run.done\",\"delivery_id\":\"d-1\"}".getBytes(StandardCharsets.UTF_8);

  @RegisterExtension final Log log = new Log();

  private static final Lookup CONFIG =
      Lookup.byServer().withConfig(name -> name.equals("orders.secret") ? "s3cr3t" : null);

  private static Receiver receiver(String secret, String ledger, Lookup lookup) {
    Map<String, String> settings = Map.of("scheme", "broxi", "secret", secret, "ledger", ledger);
    return Receiver.of("orders", settings, lookup, CLOCK);
  }

  private record Genuine(Map<String, String> all) implements IncomingRequest {
    static Genuine with(String secret) {
      Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      headers.putAll(
          Scheme.preset("broxi")
              .signer(Secret.of("test", secret))
              .sign(BODY, CLOCK.instant(), Map.of()));
      return new Genuine(headers);
    }

    @Override
    public String method() {
      return "POST";
    }

    @Override
    public String path() {
      return "/orders";
    }

    @Override
    public @Nullable String query() {
      return null;
    }

    @Override
    public boolean isSecure() {
      return true;
    }

    @Override
    public String remoteAddress() {
      return "127.0.0.1";
    }

    @Override
    public List<String> headers(String name) {
      String value = all.get(name);
      return value == null ? List.of() : List.of(value);
    }

    @Override
    public Set<String> headerNames() {
      return all.keySet();
    }

    @Override
    public byte[] body(int maxInBytes) {
      return BODY;
    }
  }

  private static int status(Receiver receiver, String secret) throws IOException {
    Reception reception = receiver.receive(Genuine.with(secret));
    if (reception instanceof Reception.Accepted accepted) {
      accepted.answered(200);
      return 200;
    }
    return ((Reception.Declined) reception).reply().status();
  }

  @Test
  void secretIsWhatTheApplicationSays() throws Exception {
    Receiver receiver = receiver("config:orders.secret", "memory", CONFIG);
    assertThat(status(receiver, "s3cr3t")).isEqualTo(200);
    assertThat(status(receiver, "guess")).isEqualTo(401);
    assertThat(log.text()).contains("config:orders.secret").doesNotContain("GP007");
  }

  @Test
  void secretThatTheApplicationDoesNotKnowIsMissing() {
    Throwable thrown = catchThrowable(() -> receiver("config:order.secret", "memory", CONFIG));
    assertThat(thrown)
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage(
            "GP005: secret [config:order.secret] of filter [orders] must be set and not blank: it is"
                + " not set");
  }

  @Test
  void exceptionThatMayQuoteTheSecretIsNotShown() {
    Lookup throwing =
        Lookup.byServer()
            .withConfig(
                name -> {
                  throw new IllegalArgumentException("no placeholder in s3cr3t${x}");
                });
    Throwable thrown = catchThrowable(() -> receiver("config:orders.secret", "memory", throwing));
    assertThat(thrown)
        .hasMessageContaining("GP005")
        .hasMessageContaining("the application's lookup threw java.lang.IllegalArgumentException")
        .hasStackTraceContaining("GP005");
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      assertThat(each.getMessage()).doesNotContain("s3cr3t");
    }
  }

  @Test
  void ledgerIsInTheDataSourceThatTheApplicationGives() throws Exception {
    JdbcDataSource h2 = new JdbcDataSource();
    h2.setURL("jdbc:h2:mem:lookup;DB_CLOSE_DELAY=-1");
    Map<String, DataSource> beans = Map.of("dataSource", h2);
    Lookup lookup = CONFIG.withDataSources(beans::get);
    Receiver one = receiver("config:orders.secret", "jdbc:dataSource", lookup);
    Receiver other = receiver("config:orders.secret", "jdbc:dataSource", lookup);
    assertThat(status(one, "s3cr3t")).isEqualTo(200);
    Reception copy = other.receive(Genuine.with("s3cr3t"));
    assertThat(((Reception.Declined) copy).verdict().outcome()).isEqualTo(Outcome.DUPLICATE);
    assertThat(log.lines("GP036")).isEmpty();
  }

  @Test
  void dataSourceThatIsNotThereIsToldAndItsDeliveriesAreSentAway() throws Exception {
    Lookup nothing = CONFIG.withDataSources(name -> null);
    Receiver receiver = receiver("config:orders.secret", "jdbc:dataSource", nothing);
    assertThat(log.lines("GP036"))
        .singleElement()
        .asString()
        .contains("[dataSource] must lead to a data source by the application's lookup");
    assertThat(status(receiver, "s3cr3t")).isEqualTo(503);
  }

  @Test
  void lookupOfADataSourceThatThrowsIsToldAndItsDeliveriesAreSentAway() throws Exception {
    Lookup throwing =
        CONFIG.withDataSources(
            name -> {
              throw new IllegalStateException("no bean " + name);
            });
    Receiver receiver = receiver("config:orders.secret", "jdbc:dataSource", throwing);
    assertThat(log.lines("GP036")).singleElement().asString().contains("no bean dataSource");
    assertThat(status(receiver, "s3cr3t")).isEqualTo(503);
  }
}
